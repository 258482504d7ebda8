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
  list: { heading: 'Dewiswch', count: { two: '{count} stryd (dwy)', other: '{count} stryd' } },
  mistakes: { email: 'Rhowch gyfeiriad e-bost' },
};
const both = (welsh: object = cy): PublicLanguages => new PublicLanguages(readCatalogues({ en, cy: welsh }));

describe('the texts of the public’s pages', () => {
  it('are whole in English, and every other file names what it lacks', () => {
    const [english, ...others] = readCatalogues();
    expect(english.texts.size).toBeGreaterThan(50);
    for (const { language, reviewed, missing } of others)
      expect([language, reviewed ? missing : []]).toEqual([language, []]);
  });

  it('are filled in, and fail where something is left open or unknown', () => {
    const texts = both().choose({});
    expect(texts.say('list.greeting', { name: '<b>' })).toBe('Hello <b>');
    expect(() => texts.say('list.greeting')).toThrow('lacks a value for {name}');
    expect(() => texts.say('list.nothing')).toThrow('no list.nothing');
    expect(texts.section('list')).toMatchObject({ heading: 'Choose' });
  });

  it('fall back to English, key by key, and say which keys do', () => {
    const texts = both().choose({ asked: 'cy' });
    expect(texts.language).toBe('cy');
    expect(texts.say('list.heading')).toBe('Dewiswch');
    expect(texts.say('list.greeting', { name: 'Ann' })).toBe('Hello Ann');
    expect(readCatalogues({ en, cy })[1]!.missing).toEqual([
      'dates.moment',
      'dates.fromTo',
      'dates.sameDay',
      'list.greeting',
    ]);
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
      '1 stryd',
      '2 stryd (dwy)',
      '3 stryd',
    ]);
  });

  it('know what is said of a mistake by its English words', () => {
    const texts = both().choose({ asked: 'cy' });
    expect(texts.translated('mistakes', 'Enter an email address')).toBe('Rhowch gyfeiriad e-bost');
    expect(texts.translated('mistakes', 'Something new')).toBe('Something new');
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
    expect(both().choose({ asked: 'cy' }).day('2026-07-03')).toBe('3 Gorffennaf 2026');
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
    ['with a gap that nothing fills', { ...cy, list: { heading: '{who}' } }, 'has {who}'],
  ])('%s is refused', (_, file, message) => {
    expect(() => readCatalogues({ en, cy: file })).toThrow(message);
  });

  it('in English must be there, and reviewed', () => {
    expect(() => readCatalogues({ cy })).toThrow('config/texts/en.yaml');
    expect(() => readCatalogues({ en: { ...en, reviewed: false } })).toThrow('reviewed: true');
    expect(readConfigFile('texts/en.yaml')).toMatchObject({ language: 'en', reviewed: true });
  });
});
