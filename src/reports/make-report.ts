import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { LOCAL_ZONE, localDayOf, type Period, precedingPeriod } from '../common/calendar.js';
import { DomainError } from '../common/errors.js';
import { comingGaps } from '../registry/coverage/coverage.js';
import type { ComplianceReport, ReportDefinition, ReportForce } from './compliance-report.js';
import type { ReportComingGap, ReportGap } from './report-gaps.js';
import { coverageDays, measurePeriod, type MeasuredPeriod } from './measured-period.js';
import { DEFINITIONS_VERSION, MEASURES } from './measures/catalogue.js';
import type { Breakdown, PlacedFigure } from './measures/measure.js';
import { type Place, reportFigures, type Spots, WEEKDAYS } from './report-figures.js';

/**
 * The compliance report of one force and period, from what is on record. Everything is read by the given manager,
 * so that one snapshot answers all of it.
 * @param cutOffAt now; clocks due at it or later are not due yet
 */
export async function makeReport(
  manager: EntityManager,
  forceId: string,
  period: Period,
  cutOffAt: DateTime,
): Promise<ComplianceReport> {
  const force = await readForce(manager, forceId);
  const before = precedingPeriod(period);
  const precedingExists = before.toOn >= force.startsOn;
  const current = await measurePeriod(manager, force, period, cutOffAt);
  const preceding = precedingExists ? await measurePeriod(manager, force, before, cutOffAt) : null;
  const places = placesOf(await readPlaces(manager, forceId), current);
  const channels = channelsOf(current, preceding);
  const wards = current.wards.map(({ id, code, name }) => ({ id, code, name }));
  const areas = await readAreas(manager, forceId, period);
  const spots: Spots = {
    neighbourhood: places,
    'command-area': areas,
    ward: wards,
    channel: channels.map((name) => ({ id: name, code: name, name })),
    weekday: WEEKDAYS,
  };
  const counted = coverageDays(period, force.startsOn, cutOffAt);
  return {
    definitionsVersion: DEFINITIONS_VERSION,
    force,
    period: { fromOn: period.fromOn, toOn: period.toOn },
    precedingPeriod: precedingExists ? { fromOn: before.fromOn, toOn: before.toOn } : null,
    zone: LOCAL_ZONE,
    cutOffAt: cutOffAt.toISO()!,
    coverageOn: counted.toOn < counted.fromOn ? null : counted.toOn,
    neighbourhoods: places.map(({ code, name }) => ({ code, name })),
    channels,
    wards: wards.map(({ code, name }) => ({ code, name })),
    commandAreas: areas.map(({ code, name }) => ({ code, name })),
    figures: reportFigures(MEASURES, spots, current, preceding),
    gaps: gapsOf(current),
    comingGaps: await comingGapsOf(manager, force, cutOffAt),
    definitions: DEFINITIONS,
  };
}

const DEFINITIONS: ReportDefinition[] = MEASURES.map(
  ({ id, section, title, definition, clause, numerator, denominator, unit }) => ({
    measure: id,
    section,
    title,
    definition,
    clause,
    numerator,
    denominator: denominator ?? null,
    unit,
  }),
);

async function readForce(manager: EntityManager, forceId: string): Promise<ReportForce> {
  const [force]: ReportForce[] = await manager.query(
    `select id, name, starts_on as "startsOn" from force where id = $1`,
    [forceId],
  );
  if (!force) throw DomainError.notFound('There is no such force.');
  return force;
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
async function comingGapsOf(
  manager: EntityManager,
  force: ReportForce,
  cutOffAt: DateTime,
): Promise<ReportComingGap[]> {
  const todayOn = localDayOf(cutOffAt);
  if (todayOn < force.startsOn) return [];
  const gaps = await comingGaps(manager, force.id, todayOn);
  return gaps.map(({ code, name, fromOn, toOn, reason }) => ({
    neighbourhood: code,
    name,
    fromOn,
    toOn,
    reason,
  }));
}

function gapsOf({ coverage }: MeasuredPeriod): ReportGap[] {
  return coverage.flatMap(({ code, gaps }) =>
    gaps.map(({ fromOn, toOn, days, states }) => ({ neighbourhood: code, fromOn, toOn, days, states })),
  );
}
