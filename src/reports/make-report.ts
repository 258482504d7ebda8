import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { LOCAL_ZONE, type Period } from '../common/calendar.js';
import { type Both, inTurn } from '../database/force-database.js';
import { forceOf } from '../registry/force-of.js';
import { abstractionMonths } from './abstraction-months.js';
import type { ComplianceReport, ReportDefinition } from './compliance-report.js';
import type { ReportComingGap, ReportGap } from './report-gaps.js';
import {
  type AskedPeriods,
  comparedPeriod,
  coverageDays,
  type FirstMeasured,
  type MeasuredForce,
  type MeasuredPeriod,
  measureFirst,
  measureOthers,
  periodsOf,
  spanOf,
} from './measured-period.js';
import { DEFINITIONS_VERSION, MEASURES } from './measures/catalogue.js';
import type { Breakdown, Measure, MeasuredGap, PlacedFigure } from './measures/measure.js';
import { wholeDays } from './measures/whole-days.js';
import { readPart } from './part-of-force.js';
import { type Place, reportFigures, type Spots, WEEKDAYS } from './report-figures.js';
import { reportSeries } from './series/report-series.js';
import { stalePriorities } from './stale-priorities.js';
import { withWholeGaps } from './whole-gaps.js';

/**
 * The compliance report of one force and period, or of a part of the force, from what is on record. Everything is read by
 * the given manager, so that one snapshot answers all of it.
 * @param cutOffAt now; clocks due at it or later are not due yet
 * @param asked which part of the force, as `readPart` takes it; nothing for the whole force
 * @param both reads two halves of it; by the manager alone unless given
 * @throws DomainError `invalid` for a part that there is not
 */
export async function makeReport(
  manager: EntityManager,
  forceId: string,
  period: Period,
  cutOffAt: DateTime,
  asked?: string,
  both: Both = inTurn(manager),
): Promise<ComplianceReport> {
  const force = await forceOf(manager, forceId);
  const counted = coverageDays(period, force.startsOn, cutOffAt);
  const part = await readPart(manager, forceId, asked, counted.toOn);
  const before = comparedPeriod(period, force.startsOn);
  const measured = { ...force, part };
  const periods: [Period, ...Period[]] = before ? [period, before] : [period];
  const compared = { periods, cutOffAt };
  const [own, others] = await both(
    async (reader) => ({
      first: await firstWithGaps(reader, measured, compared),
      places: await readPlaces(reader, forceId),
      areas: part ? [] : await readAreas(reader, forceId, period),
      stale: await stalePriorities(reader, forceId, spanOf(measured, period, cutOffAt)),
      abstraction: part ? [] : await abstractionMonths(reader, forceId, spanOf(measured, period, cutOffAt)),
    }),
    async (reader) => ({
      placed: await measureOthers(reader, measured, compared),
      series: await reportSeries(reader, force, period, cutOffAt, part),
    }),
  );
  const [current, preceding = null] = periodsOf(own.first, others.placed);
  const { areas } = own;
  const places = placesOf(own.places, current);
  const channels = channelsOf(current, preceding);
  const wards = current.wards.map(({ id, code, name }) => ({ id, code, name }));
  const spots: Spots = {
    neighbourhood: places,
    'command-area': areas,
    ward: wards,
    channel: channels.map((name) => ({ id: name, code: name, name })),
    weekday: WEEKDAYS,
  };
  const measures = part ? MEASURES.filter(isOfParts) : MEASURES;
  return {
    definitionsVersion: DEFINITIONS_VERSION,
    force,
    part: part && { kind: part.kind, code: part.code, name: part.name },
    period: { fromOn: period.fromOn, toOn: period.toOn },
    precedingPeriod: before && { fromOn: before.fromOn, toOn: before.toOn },
    zone: LOCAL_ZONE,
    cutOffAt: cutOffAt.toISO()!,
    coverageOn: counted.toOn < counted.fromOn ? null : counted.toOn,
    neighbourhoods: places.map(({ code, name }) => ({ code, name })),
    channels,
    wards: wards.map(({ code, name }) => ({ code, name })),
    commandAreas: areas.map(({ code, name }) => ({ code, name })),
    figures: reportFigures(measures, spots, current, preceding),
    gaps: gapsOf(current),
    comingGaps: comingGapsOf(current),
    series: others.series,
    abstractionMonths: own.abstraction,
    stalePriorities: own.stale,
    definitions: measures.map(definitionOf),
  };
}

async function firstWithGaps(
  manager: EntityManager,
  force: MeasuredForce,
  asked: AskedPeriods,
): Promise<FirstMeasured> {
  const first = await measureFirst(manager, force, asked);
  const covered = await withWholeGaps(manager, force, first.covered, asked.periods, asked.cutOffAt);
  return { ...first, covered };
}

/** "Of the whole force alone" is said in the definition of those that a part of it does not have. */
function isOfParts(measure: Measure): boolean {
  return !(measure.kind === 'counted' && measure.wholeForceOnly);
}

function definitionOf(measure: Measure): ReportDefinition {
  const { id, section, title, definition, clause, numerator, denominator = null, unit } = measure;
  return { measure: id, section, title, definition, clause, numerator, denominator, unit };
}

function readPlaces(manager: EntityManager, forceId: string): Promise<Place[]> {
  return manager.query(`select id, code, name from neighbourhood where force_id = $1 order by name, code`, [
    forceId,
  ]);
}

function readAreas(manager: EntityManager, forceId: string, { fromOn, toOn }: Period): Promise<Place[]> {
  return manager.query(
    `select id, code, name from command_area
     where force_id = $1 and during && daterange($2::date, $3::date, '[]') order by name, code`,
    [forceId, fromOn, toOn],
  );
}

function placesOf(all: Place[], { coverage, placed }: MeasuredPeriod): Place[] {
  const counted = new Set([...coverage.map(({ id }) => id), ...idsOf('neighbourhood', placed)]);
  return all.filter(({ id }) => counted.has(id));
}

function channelsOf(...periods: (MeasuredPeriod | null)[]): string[] {
  return [...new Set(periods.flatMap((period) => (period ? idsOf('channel', period.placed) : [])))].sort();
}

function idsOf(by: Breakdown, placed: readonly PlacedFigure[]): string[] {
  return placed.flatMap(({ spot }) => (spot.startsWith(`${by}:`) ? spot.slice(by.length + 1) : []));
}

/** As known at the cut-off, whatever the period; none before the figures of the force begin. */
function comingGapsOf({ coming }: MeasuredPeriod): ReportComingGap[] {
  return coming.map(({ code, name, fromOn, toOn, reason }) => ({
    neighbourhood: code,
    name,
    fromOn,
    toOn,
    reason,
  }));
}

/** Cut to the period, as their days are counted, and since when they have lasted. */
function gapsOf({ coverage }: MeasuredPeriod): ReportGap[] {
  return coverage.flatMap(({ code, gaps }) =>
    gaps.map(({ fromOn, toOn, days, states, sinceOn = fromOn }: MeasuredGap) => ({
      ...{ neighbourhood: code, fromOn, toOn, days, states, sinceOn },
      daysInAll: wholeDays({ fromOn, sinceOn, toOn }),
    })),
  );
}
