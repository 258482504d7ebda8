import { DateTime } from 'luxon';
import { LOCAL_ZONE } from '../common/calendar.js';
import { type Catalogue, readCatalogues } from './public-catalogue.js';

/** What the public's pages say, in one language. A key that the language lacks is said in English. */
export class Texts {
  private readonly plural: Intl.PluralRules;

  constructor(
    private readonly catalogue: Catalogue,
    private readonly english: Catalogue,
  ) {
    this.plural = new Intl.PluralRules(catalogue.language);
  }

  get language(): string {
    return this.catalogue.language;
  }

  /** @throws Error for a key that is not even in English, or a gap left open: a fault of the page. */
  say(key: string, values: Readonly<Record<string, string | number>> = {}): string {
    const text = this.catalogue.texts.get(key) ?? this.english.texts.get(key);
    if (text === undefined) throw new Error(`config/texts/en.yaml has no ${key}.`);
    return text.replace(/\{(\w+)\}/g, (_, gap: string) => {
      const value = values[gap];
      if (value === undefined) throw new Error(`${key} lacks a value for {${gap}}.`);
      return String(value);
    });
  }

  /** The text for so many of something, in the plural form the language has for it. */
  count(key: string, count: number, values: Readonly<Record<string, string | number>> = {}): string {
    const form = `${key}.${this.plural.select(count)}`;
    const has =
      this.catalogue.texts.has(form) ||
      (this.english.texts.has(form) && !this.catalogue.texts.has(`${key}.other`));
    return this.say(has ? form : `${key}.other`, { count, ...values });
  }

  /** Texts of a section that have no gaps, for a template: `{{t.heading}}`. */
  section(name: string): Record<string, string> {
    const prefix = `${name}.`;
    const keys = [...this.english.texts.keys()].filter(
      (key) => key.startsWith(prefix) && !this.english.texts.get(key)!.includes('{'),
    );
    return Object.fromEntries(keys.map((key) => [key.slice(prefix.length), this.say(key)]));
  }

  /** In this language, what English says in these words; the words themselves if the section does not hold them. */
  translated(section: string, words: string): string {
    const found = [...this.english.texts].find(
      ([key, text]) => key.startsWith(`${section}.`) && text === words,
    );
    return found ? this.say(found[0]) : words;
  }

  /** `3 March 2026` */
  day(day: string): string {
    return DateTime.fromISO(day, { zone: 'utc' }).setLocale(this.locale).toFormat('d LLLL yyyy');
  }

  /** `Tuesday 3 March 2026 at 2:05pm GMT` */
  moment(instant: DateTime): string {
    const { day, time, zone } = this.partsOf(instant);
    return this.say('dates.moment', { day, time, zone });
  }

  /** `Tuesday 3 March 2026, 2pm to 3:30pm GMT`, or both moments in full where the day or the clocks change between. */
  span(start: DateTime, end: DateTime): string {
    const [from, to] = [this.partsOf(start), this.partsOf(end)];
    if (from.day !== to.day || from.zone !== to.zone)
      return this.say('dates.fromTo', { from: this.moment(start), to: this.moment(end) });
    return this.say('dates.sameDay', { day: from.day, from: from.time, to: to.time, zone: to.zone });
  }

  private partsOf(instant: DateTime): { day: string; time: string; zone: string } {
    const local = instant.setZone(LOCAL_ZONE).setLocale(this.locale);
    const time = local.setLocale('en-GB').toFormat(local.minute === 0 ? 'ha' : 'h:mma');
    return {
      day: local.toFormat('cccc d LLLL yyyy'),
      time: time.toLowerCase(),
      zone: local.offset === 0 ? 'GMT' : 'BST',
    };
  }

  private get locale(): string {
    return `${this.language}-GB`;
  }
}

/** The languages that the public's pages are published in: English, and whichever were reviewed. */
export class PublicLanguages {
  readonly published: readonly Catalogue[];
  private readonly texts: ReadonlyMap<string, Texts>;

  constructor(catalogues: readonly [Catalogue, ...Catalogue[]] = readCatalogues()) {
    this.published = catalogues.filter(({ reviewed }) => reviewed);
    this.texts = new Map(this.published.map((one) => [one.language, new Texts(one, catalogues[0])]));
  }

  has(language: unknown): language is string {
    return typeof language === 'string' && this.texts.has(language);
  }

  /** The first published one of what was asked for, what was chosen before and what the browser prefers; else English. */
  choose(wish: { asked?: unknown; chosen?: unknown; accepted?: string | undefined }): Texts {
    const wanted = [wish.asked, wish.chosen, ...preferred(wish.accepted)].find((one) => this.has(one));
    return this.texts.get((wanted as string | undefined) ?? 'en')!;
  }
}

/** @example preferred('cy-GB;q=0.8, en') // ['en', 'cy'] */
function preferred(accepted = ''): string[] {
  return accepted
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [language = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters
        .map((one) => /^\s*q=([\d.]+)$/.exec(one)?.[1])
        .find((one) => one !== undefined);
      return { language: language.split('-', 1)[0]!, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ language }) => language);
}
