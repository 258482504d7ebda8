import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../../access/principal.js';
import { AuditLog } from '../../audit/audit-log.js';
import type { Period } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { ContactReader } from '../../contacts/contact-reader.js';
import { ForceDatabase } from '../../database/force-database.js';
import { forceOf } from '../../registry/force-of.js';
import type { ReportFigure, ReportForce } from '../compliance-report.js';
import { coverageDays, measurePeriods, spanOf } from '../measured-period.js';
import { MEASURES } from '../measures/catalogue.js';
import type { Measure } from '../measures/measure.js';
import { type PartOfForce, readPart } from '../part-of-force.js';
import { liveSubject, reportEntry } from '../report-entry.js';
import { reportFigures, type Spots } from '../report-figures.js';
import { readPeriod } from '../report-period.js';
import type { Disclosure } from '../reports.service.js';
import { NOT_OPENED } from './openable.js';
import { isOfOneRow, type OpenedFigure, readBefore, writtenBefore } from './opened-figure.js';
import { rowReaderOf } from './row-reader.js';
import { sourceOf } from './row-sources.js';
import type { RowsQuery } from './rows.dto.js';
import { findSpot, type FoundSpot } from './rows-spot.js';

export const ROWS_A_PAGE = 100;
/** A file holds all rows or none; whoever needs more takes them by the API, page by page. */
export const MOST_ROWS_OF_FILE = 20_000;

interface Opening {
  action: Disclosure;
  requestId: string;
  /** Rows at most. */
  limit?: number;
  /** Is it an error if there are more? */
  isWhole?: boolean;
}

const TOO_MANY = `There are more than ${MOST_ROWS_OF_FILE.toLocaleString('en-GB')} rows. Choose a shorter period, one neighbourhood, or only those that are not counted`;

/** Opens figures of live reports into the very rows that they count. What is kept or issued is frozen and has none. */
@Injectable()
export class RowsService {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly contacts: ContactReader,
  ) {}

  /**
   * All rows of a figure, for a file.
   * @throws DomainError `invalid` if there are more than a file holds
   */
  async openWhole(reader: Principal, asked: RowsQuery, requestId: string): Promise<OpenedFigure> {
    const how = { action: 'disclose', requestId, limit: MOST_ROWS_OF_FILE, isWhole: true } as const;
    const { after: _, ...whole } = asked;
    return this.openFigure(reader, whole, how);
  }

  /**
   * A figure, as a report of this moment has it, and rows behind it, both of one snapshot. The reading is logged in the
   * same transaction, with the contacts whose references were shown.
   * @throws DomainError `invalid`, with what to do, for a figure that there is not
   */
  async openFigure(
    reader: Principal,
    asked: RowsQuery,
    { action, requestId, limit = ROWS_A_PAGE, isWhole = false }: Opening,
  ): Promise<OpenedFigure> {
    const now = this.clock.now();
    const measure = openedMeasure(asked.measure);
    const period = readPeriod(asked.from, asked.to, now);
    const source = sourceOf(measure);
    const after = readBefore(asked.after, source.key);
    if (!after) throw DomainError.field('after', 'Go back to the first page of these rows and on from there');
    const shown = source.splits ? (asked.show ?? 'all') : 'all';
    const { forceId } = reader;
    return this.database.inForceSnapshot(forceId, async (manager) => {
      const force = await forceOf(manager, forceId);
      const areasOn = coverageDays(period, force.startsOn, now).toOn;
      const part = await readPart(manager, forceId, asked.part, areasOn);
      if (part && measure.kind === 'counted' && measure.wholeForceOnly) {
        throw DomainError.field('part', 'This measure is of the whole force: leave part out');
      }
      const spot = await findSpot(manager, forceId, measure, asked, { part, areasOn });
      const sees = await rowReaderOf(manager, this.contacts, reader, now);
      const span = spanOf({ ...force, part }, period, now);
      const given = { forceId, startsOn: force.startsOn, period, span, spot: spot.rows, shown, reader: sees };
      const found = await source.read(manager, { ...given, after, limit: limit + 1 });
      if (isWhole && found.length > limit) throw DomainError.field('to', TOO_MANY);
      const rows = found.slice(0, limit).map((row, index) => ({ ...row, number: after.count + index + 1 }));
      const subjectId = liveSubject(`rows:${measure.id}`, period);
      const detail = {
        ...(spot.by && { [spot.by]: spot.place!.code }),
        ...(part && { part: `${part.kind}:${part.code}` }),
        shown,
        from: after.count,
        rows: rows.length,
        contacts: [...new Set(rows.flatMap(({ contactId }) => contactId ?? []))],
      };
      await this.audit.record(manager, reportEntry(reader, now, { action, subjectId, requestId, detail }));
      const last = rows.at(-1);
      return {
        force,
        part: part && { kind: part.kind, code: part.code, name: part.name },
        measure,
        spot: { by: spot.by, place: spot.place },
        period,
        cutOffAt: now,
        figure: await figureOf(manager, { ...force, part }, measure, spot, period, now),
        shown,
        splits: source.splits,
        marks: isOfOneRow(measure),
        columns: source.columns(sees),
        order: source.order,
        rows,
        after,
        next: found.length > limit ? writtenBefore({ count: last!.number, key: last!.key }) : null,
      };
    });
  }
}

function openedMeasure(id: string): Measure {
  const measure = MEASURES.find((each) => each.id === id);
  if (!measure)
    throw DomainError.field('measure', 'There is no such measure. Open its figure from the report');
  if (Object.hasOwn(NOT_OPENED, id)) throw DomainError.field('measure', NOT_OPENED[id]!);
  return measure;
}

/** The figure as the report has it, by the report's own code. */
async function figureOf(
  manager: EntityManager,
  force: ReportForce & { part: PartOfForce | null },
  measure: Measure,
  { by, place }: FoundSpot,
  period: Period,
  now: DateTime,
): Promise<ReportFigure> {
  const [current] = await measurePeriods(manager, force, [period], now, [measure]);
  const nowhere: Spots = { neighbourhood: [], 'command-area': [], ward: [], channel: [], weekday: [] };
  const ofWards = measure.kind === 'wards' ? { ward: current.wards } : {};
  const spots: Spots = { ...nowhere, ...ofWards, ...(by && { [by]: [place!] }) };
  const figures = reportFigures([measure], spots, current, null);
  // The whole force comes first, and of places there is but the one.
  const figure = figures.at(by === null ? 0 : -1);
  if (!figure)
    throw DomainError.field(by ?? 'measure', 'The report has no such figure. Open one from the report');
  return figure;
}
