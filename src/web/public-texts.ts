import { DateTime } from 'luxon';
import { LOCAL_ZONE } from '../common/calendar.js';
import { type Catalogue, readCatalogues } from './public-catalogue.js';

type Values = Readonly<Record<string, string | number>>;

/** What the public's pages and mails say, in one language. */
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

  /** @throws Error for a key that there is not, or a gap left open: a fault of the page. */
  say(key: string, values: Values = {}): string {
    const text = this.catalogue.texts.get(key);
    if (text === undefined) throw new Error(`config/texts/${this.language}.yaml has no ${key}.`);
    return filled(text, (gap) => {
      const value = values[gap];
      if (value === undefined) throw new Error(`${key} lacks a value for {${gap}}.`);
      return value;
    });
  }

  /** The text for so many of something, in the plural form the language has for it. */
  count(key: string, count: number, values: Values = {}): string {
    const form = `${key}.${this.plural.select(count)}`;
    return this.say(this.catalogue.texts.has(form) ? form : `${key}.other`, { count, ...values });
  }

  /** Texts of a section that have no gaps, for a template: `{{t.heading}}`. */
  section(name: string): Record<string, string> {
    const prefix = `${name}.`;
    const whole = [...this.catalogue.texts].filter(
      ([key, text]) => key.startsWith(prefix) && !text.includes('{'),
    );
    return Object.fromEntries(whole.map(([key, text]) => [key.slice(prefix.length), text]));
  }

  /** Is this one of the texts, as it stands in the catalogue? */
  holds(words: string): boolean {
    return [...this.catalogue.texts.values()].includes(words);
  }

  /** In this language, what English says in these words; undefined if the section does not hold them. */
  translated(section: string, words: string, values: Values = {}): string | undefined {
    const found = [...this.english.texts].find(
      ([key, text]) => key.startsWith(`${section}.`) && filled(text, (gap) => values[gap]) === words,
    );
    return found && this.say(found[0], values);
  }

  /** `3 March 2026` */
  day(day: string): string {
    return DateTime.fromISO(day, { zone: 'utc' }).setLocale(this.locale).toFormat('d MMMM yyyy');
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
    const clock = local.toFormat(local.minute === 0 ? 'h' : 'h:mm');
    return {
      day: local.toFormat('EEEE d MMMM yyyy'),
      time: this.say(local.hour < 12 ? 'dates.am' : 'dates.pm', { clock }),
      zone: this.say(local.offset === 0 ? 'dates.winter' : 'dates.summer'),
    };
  }

  private get locale(): string {
    return `${this.language}-GB`;
  }
}

const filled = (text: string, valueOf: (gap: string) => string | number | undefined): string =>
  text.replace(/\{(\w+)\}/g, (open, gap: string) => String(valueOf(gap) ?? open));

/** The languages that the public is spoken to in: English, and whichever were reviewed. */
export class PublicLanguages {
  readonly published: readonly Catalogue[];
  private readonly texts: ReadonlyMap<string, Texts>;

  constructor(catalogues: readonly [Catalogue, ...Catalogue[]] = readCatalogues()) {
    this.published = catalogues.filter(({ reviewed }) => reviewed);
    this.texts = new Map(this.published.map((one) => [one.language, new Texts(one, catalogues[0])]));
  }

  /** For whoever chose none, as in a mail: each of them, English last. */
  get all(): Texts[] {
    return [...this.texts.values()].reverse();
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

let ofThisInstallation: PublicLanguages | undefined;

/**
 * The languages of this installation, read once.
 * @throws Error naming what is wrong in `config/texts`
 */
export const publicLanguages = (): PublicLanguages => (ofThisInstallation ??= new PublicLanguages());

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
