import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { readConfigFile } from '../config/config-files.js';
import { readCatalogues } from './public-catalogue.js';
import { PublicLanguages } from './public-texts.js';

const en = {
  language: 'en',
  name: 'English',
  reviewed: true,
  dates: {
    am: '{clock}am',
    pm: '{clock}pm',
    winter: 'GMT',
    summer: 'BST',
    moment: '{day} at {time} {zone}',
    fromTo: '{from} to {to}',
    sameDay: '{day}, {from} to {to} {zone}',
  },
  list: { heading: 'Choose', greeting: 'Hello {name}', count: { one: '1 street', other: '{count} streets' } },
  mistakes: { email: 'Enter an email address' },
};
const cy = {
  language: 'cy',
  name: 'Cymraeg',
  reviewed: true,
  dates: { ...en.dates, am: '{clock}yb', pm: '{clock}yh' },
  list: {
    heading: 'Dewiswch',
    greeting: 'Helo {name}',
    count: { one: '{count} stryd (un)', two: 'dwy stryd', other: '{count} stryd' },
  },
  mistakes: { email: 'Rhowch gyfeiriad e-bost' },
};
const both = (welsh: object = cy): PublicLanguages => new PublicLanguages(readCatalogues({ en, cy: welsh }));

describe('the texts of the public’s pages', () => {
  it('are there, in English and in whatever else is published', () => {
    for (const { texts } of readCatalogues()) expect(texts.size).toBeGreaterThan(150);
  });

  it('are filled in, and fail where something is left open or unknown', () => {
    const texts = both().choose({});
    expect(texts.say('list.greeting', { name: '<b>' })).toBe('Hello <b>');
    expect(() => texts.say('list.greeting')).toThrow('lacks a value for {name}');
    expect(() => texts.say('list.nothing')).toThrow('no list.nothing');
    expect(texts.section('list')).toMatchObject({ heading: 'Choose' });
  });

  it('are those of the language alone', () => {
    const texts = both().choose({ asked: 'cy' });
    expect(texts.language).toBe('cy');
    expect(texts.say('list.greeting', { name: 'Ann' })).toBe('Helo Ann');
    expect(texts.section('mistakes')).toEqual({ email: 'Rhowch gyfeiriad e-bost' });
    expect([texts.holds('Dewiswch'), texts.holds('Choose')]).toEqual([true, false]);
  });

  it('are said in each language, English last, to somebody who chose none', () => {
    expect(both().all.map(({ language }) => language)).toEqual(['cy', 'en']);
    expect(both({ ...cy, reviewed: false }).all.map(({ language }) => language)).toEqual(['en']);
  });

  it('count in the plural forms of the language', () => {
    const english = both().choose({});
    expect([0, 1, 2].map((count) => english.count('list.count', count))).toEqual([
      '0 streets',
      '1 street',
      '2 streets',
    ]);
    const welsh = both().choose({ asked: 'cy' });
    expect([1, 2, 3].map((count) => welsh.count('list.count', count))).toEqual([
      '1 stryd (un)',
      'dwy stryd',
      '3 stryd',
    ]);
  });

  it('know what is said of a mistake by its English words', () => {
    const texts = both().choose({ asked: 'cy' });
    expect(texts.translated('mistakes', 'Enter an email address')).toBe('Rhowch gyfeiriad e-bost');
    expect(texts.translated('mistakes', 'Something new')).toBeUndefined();
    expect(texts.translated('list', 'Hello Ann', { name: 'Ann' })).toBe('Helo Ann');
    expect(texts.translated('list', 'Hello Ann')).toBeUndefined();
    expect(texts.translated('list', 'Enter an email address')).toBeUndefined();
  });

  it('write a span of one day shortly, and one over a change of the clocks in full', () => {
    const span = (from: string, to: string): string =>
      both().choose({}).span(DateTime.fromISO(from), DateTime.fromISO(to));
    expect(span('2026-05-04T17:30:00Z', '2026-05-04T18:00:00Z')).toBe('Monday 4 May 2026, 6:30pm to 7pm BST');
    expect(span('2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z')).toBe(
      'Sunday 25 October 2026 at 1:30am BST to Sunday 25 October 2026 at 1:30am GMT',
    );
  });

  it('write days and moments as the language does', () => {
    const at = DateTime.fromISO('2026-07-03T13:05:00Z');
    expect(both().choose({}).moment(at)).toBe('Friday 3 July 2026 at 2:05pm BST');
    expect(both().choose({}).day('2026-07-03')).toBe('3 July 2026');
    const welsh = both().choose({ asked: 'cy' });
    expect(welsh.day('2026-07-03')).toBe('3 Gorffennaf 2026');
    expect(welsh.moment(at)).toBe('Dydd Gwener 3 Gorffennaf 2026 at 2:05yh BST');
    expect(welsh.moment(DateTime.fromISO('2026-01-05T00:00:00Z'))).toMatch(/ at 12yb GMT$/);
  });
});

describe('a language', () => {
  it.each<[object, string]>([
    [{}, 'en'],
    [{ asked: 'cy' }, 'cy'],
    [{ chosen: 'cy' }, 'cy'],
    [{ accepted: 'cy-GB,cy;q=0.9,en;q=0.5' }, 'cy'],
    [{ accepted: 'en;q=0.5, cy;q=0.9' }, 'cy'],
    [{ accepted: 'fr, de;q=0.9' }, 'en'],
    [{ accepted: 'cy;q=0' }, 'en'],
    [{ asked: 'en', chosen: 'cy', accepted: 'cy' }, 'en'],
    [{ asked: 'fr', chosen: 'cy' }, 'cy'],
    [{ asked: ['cy', 'en'], chosen: '__proto__', accepted: ';;;,,q=' }, 'en'],
  ])('is chosen by %j: %s', (wish, language) => {
    expect(both().choose(wish).language).toBe(language);
  });

  it('that nobody has reviewed is never published, however it is asked for', () => {
    const languages = both({ ...cy, reviewed: false });
    expect(languages.published.map(({ language }) => language)).toEqual(['en']);
    expect(languages.choose({ asked: 'cy', chosen: 'cy', accepted: 'cy' }).language).toBe('en');
  });
});

describe('a file of texts', () => {
  it.each<[string, object, string]>([
    ['of another language than its name', { ...cy, language: 'fr' }, 'language must be'],
    ['without a name', { ...cy, name: undefined }, 'name is missing'],
    [
      'that does not say whether it was reviewed',
      { ...cy, reviewed: 'yes' },
      'reviewed must be true or false',
    ],
    ['with a key of its own', { ...cy, list: { footing: 'x' } }, 'list.footing is not known'],
    ['with an empty text', { ...cy, list: { heading: ' ' } }, 'list.heading must be a text'],
    ['with a list', { ...cy, list: { heading: ['x'] } }, 'list.heading must be a text'],
    [
      'with a gap that nothing fills',
      { ...cy, list: { ...cy.list, heading: '{who}' } },
      'cy.yaml: list.heading has {who}, which nothing fills in',
    ],
    [
      'with a gap too few',
      { ...cy, list: { ...cy.list, greeting: 'Helo' } },
      'cy.yaml: list.greeting has no {name}, which must be said',
    ],
    [
      'without a number where it is not in words',
      { ...cy, list: { ...cy.list, count: { other: 'stryd' } } },
      'list.count.other has no {count}',
    ],
    [
      'that was reviewed and lacks texts',
      { ...cy, list: { count: cy.list.count } },
      'cy.yaml says "reviewed: true" and lacks texts: list.heading, list.greeting.',
    ],
    [
      'that was reviewed and holds a text marked as not',
      { ...cy, list: { ...cy.list, heading: 'TODO Dewiswch' } },
      'cy.yaml: list.heading is marked TODO; "reviewed: true" is not so yet.',
    ],
  ])('%s is refused', (_, file, message) => {
    expect(() => readCatalogues({ en, cy: file })).toThrow(message);
  });

  it('may lack texts, and hold marked ones, while it is a draft', () => {
    const draft = { language: 'cy', name: 'Cymraeg', reviewed: false, list: { heading: 'TODO' } };
    expect(readCatalogues({ en, cy: draft })[1]!.texts.size).toBe(1);
    expect(() => readCatalogues({ en, cy: { ...draft, list: { heading: '{who}' } } })).toThrow('has {who}');
  });

  it('in English must be there, and reviewed', () => {
    expect(() => readCatalogues({ cy })).toThrow('config/texts/en.yaml');
    expect(() => readCatalogues({ en: { ...en, reviewed: false } })).toThrow('reviewed: true');
    expect(readConfigFile('texts/en.yaml')).toMatchObject({ language: 'en', reviewed: true });
  });
});
