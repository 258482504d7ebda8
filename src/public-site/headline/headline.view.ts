import { DateTime } from 'luxon';
import type { PublicFigure, PublishedHeadline } from '../../reports/headline/public-headline.js';
import type { Texts } from '../../web/public-texts.js';
import { headlineFileHref } from './headline-address.js';

/** Where it is said how an issued report is checked. */
const CHECK = '/report-signing-keys';

/** The headline figures of the latest issued report, in the language of whoever reads them. */
export function headlineView(texts: Texts, headline: PublishedHeadline): object {
  const { force, period, precedingPeriod, issued, figures } = headline;
  const { version, issuedAt, sha256, definitionsVersion } = issued;
  const span = ({ fromOn, toOn }: { fromOn: string; toOn: string }): object => ({
    from: texts.day(fromOn),
    to: texts.day(toOn),
  });
  return {
    t: texts.section('headline'),
    forceName: force.name,
    period: texts.say('headline.period', { force: force.name, ...span(period) }),
    compared: precedingPeriod
      ? texts.say('headline.compared', { ...span(precedingPeriod) })
      : texts.say('headline.notCompared', { day: texts.day(force.startsOn) }),
    figures: figures.map((figure) => figureView(texts, figure)),
    about: {
      rows: [
        row(texts.say('headline.issued'), texts.moment(DateTime.fromISO(issuedAt))),
        row(texts.say('headline.version'), String(version)),
        row(texts.say('headline.definitions'), definitionsVersion),
        row(texts.say('headline.fingerprint'), sha256),
      ],
    },
    check: { href: CHECK, text: texts.say('headline.checkLink') },
    downloads: [
      { href: headlineFileHref(force.id, '/figures.csv'), text: texts.say('headline.csv') },
      { href: headlineFileHref(force.id), text: texts.say('headline.json') },
    ],
  };
}

/** A share never stands without what it is of and how it changed. */
function figureView(texts: Texts, figure: PublicFigure): object {
  const { measure, unit, numerator, denominator, shown, previous, change } = figure;
  const say = (name: string): string => texts.say(`headline.measures.${measure}.${name}`);
  const rows = [
    ...(numerator === null ? [] : [row(say('counted'), String(numerator))]),
    ...(denominator === null ? [] : [row(say('outOf'), String(denominator))]),
    ...(previous ? [row(texts.say('headline.before'), before(texts, unit, previous))] : []),
    ...(previous && change !== null ? [row(texts.say('headline.change'), changed(texts, unit, change))] : []),
  ];
  return {
    title: say('title'),
    value: written(texts, unit, shown),
    meaning: say('meaning'),
    summary: { rows, classes: 'govuk-!-margin-bottom-2' },
  };
}

type Unit = PublicFigure['unit'];

function before(
  texts: Texts,
  unit: Unit,
  { shown, numerator, denominator }: NonNullable<PublicFigure['previous']>,
): string {
  const value = written(texts, unit, shown);
  return numerator === null || denominator === null
    ? value
    : texts.say('headline.share', { value, numerator, denominator });
}

/** A number with its unit; words as the language has them. */
function written(texts: Texts, unit: Unit, shown: string): string {
  if (!/^[\d.]+$/.test(shown)) return texts.translated('headline.words', shown) ?? shown;
  if (unit === 'percent') return texts.say('headline.percent', { number: shown });
  return unit === 'minutes' ? hoursAndMinutes(texts, Number(shown)) : shown;
}

function changed(texts: Texts, unit: Unit, change: string): string {
  if (Number(change) === 0) return texts.say('headline.unchanged');
  const sign = change.startsWith('-') ? '−' : '+';
  const size = change.replace(/^[+-]/, '');
  if (unit === 'percent') return texts.say('headline.points', { size: `${sign}${size}` });
  return `${sign}${unit === 'minutes' ? hoursAndMinutes(texts, Number(size)) : size}`;
}

function hoursAndMinutes(texts: Texts, all: number): string {
  const [hours, minutes] = [Math.floor(all / 60), all % 60];
  return [
    ...(hours > 0 ? [texts.count('headline.hoursCount', hours)] : []),
    ...(minutes > 0 || hours === 0 ? [texts.count('headline.minutesCount', minutes)] : []),
  ].join(' ');
}

const row = (key: string, text: string): object => ({ key: { text: key }, value: { text } });
