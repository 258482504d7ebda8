import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../../access/principal.js';
import { AuditLog } from '../../audit/audit-log.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { ContactReader } from '../../contacts/contact-reader.js';
import { ForceDatabase } from '../../database/force-database.js';
import { forceOf } from '../../registry/force-of.js';
import { comparedPeriod, coverageDays, spanOf } from '../measured-period.js';
import { readPart } from '../part-of-force.js';
import { CLOCKS_DUE } from '../measures/clocks-due.js';
import { liveSubject, reportEntry } from '../report-entry.js';
import { readPeriod } from '../report-period.js';
import type { Disclosure } from '../reports.service.js';
import { withReasons } from './correction-reasons.js';
import { figureNow, isOfDue, measureToOpen } from './figure-now.js';
import { keptFigureOf } from './kept-figure.js';
import { isOfOneRow, type OpenedFigure, readBefore, writtenBefore } from './opened-figure.js';
import { rowReaderOf } from './row-reader.js';
import { sourceOf } from './row-sources.js';
import type { RowsQuery } from './rows.dto.js';
import { findSpot } from './rows-spot.js';
import { seenBy } from './seen-by.js';

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

const BEGIN_AGAIN = 'Go back to the first page of these rows and on from there';
const TOO_MANY = `There are more than ${MOST_ROWS_OF_FILE.toLocaleString('en-GB')} rows. Choose a shorter period, one neighbourhood, or only those that are not counted`;

/** Opens figures into the very rows that they count as of now; beside one of a kept or issued report what it said stands. */
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
    const measure = measureToOpen(asked.measure);
    const period = readPeriod(asked.from, asked.to, now);
    const source = sourceOf(measure);
    const shown = source.splits ? (asked.show ?? 'all') : 'all';
    const { forceId } = reader;
    const work = async (manager: EntityManager): Promise<OpenedFigure> => {
      const force = await forceOf(manager, forceId);
      const areasOn = coverageDays(period, force.startsOn, now).toOn;
      const part = await readPart(manager, forceId, asked.part, areasOn);
      if (part && measure.kind === 'counted' && measure.wholeForceOnly) {
        throw DomainError.field('part', 'This measure is of the whole force: leave part out');
      }
      const spot = await findSpot(manager, forceId, measure, asked, { part, areasOn });
      const sees = await rowReaderOf(manager, this.contacts, reader, now);
      const after = readBefore(asked.after, sees.opensContacts ? source.key : null);
      if (!after) throw DomainError.field('after', BEGIN_AGAIN);
      const span = spanOf({ ...force, part }, period, now);
      const given = { forceId, startsOn: force.startsOn, period, span, spot: spot.rows, shown, reader: sees };
      const found = await source.read(manager, { ...given, after, limit: limit + 1 });
      if (isWhole && found.length > limit) throw DomainError.field('to', TOO_MANY);
      const opened = await withReasons(manager, this.contacts, forceId, found.slice(0, limit));
      const { columns, rows: seen } = seenBy(sees, source.columns(sees), opened);
      const rows = seen.map((row, index) => ({ ...row, number: after.count + index + 1 }));
      const figure = await figureNow(manager, { ...force, part }, measure, spot, period, now);
      const noneOfDue =
        rows.length === 0 && isOfDue(measure)
          ? (await figureNow(manager, { ...force, part }, CLOCKS_DUE, spot, period, now)).value
          : null;
      const kept = asked.report
        ? await keptFigureOf(manager, forceId, asked.report, figure, { period, part })
        : null;
      const subjectId = liveSubject(`rows:${measure.id}`, period);
      const detail = {
        ...(spot.by && { [spot.by]: spot.place!.code }),
        ...(part && { part: `${part.kind}:${part.code}` }),
        ...(kept && { report: kept.report.id }),
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
        precedingPeriod: comparedPeriod(period, force.startsOn),
        cutOffAt: now,
        figure,
        kept,
        shown,
        splits: source.splits,
        marks: isOfOneRow(measure),
        columns,
        order: source.order,
        rows,
        noneOfDue,
        after,
        next: found.length > limit ? writtenBefore({ count: last!.number, key: last!.key }) : null,
      };
    };
    return this.database.readInForceSnapshot(forceId, work, action === 'disclose');
  }
}
