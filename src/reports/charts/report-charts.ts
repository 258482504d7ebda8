import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { localDayOf } from '../../common/calendar.js';
import { KeptDrawings } from '../../registry/places/drawn-map.js';
import { listedPlaces, withBoundary } from '../../registry/places/places-to-draw.js';
import type { ComplianceReport } from '../compliance-report.js';
import type { DocumentChart } from '../document/report-document.js';
import { choropleth } from './choropleth.js';
import { mapShapes, type MapShapes } from './map-drawing.js';
import { placesThen } from './places-then.query.js';
import { trendCharts } from './trend-charts.js';

/**
 * The pictures of a report. The trends say what stands in the report and nothing else; the map takes the boundaries from
 * the registry. An issued report keeps its pictures.
 */
@Injectable()
export class ReportCharts {
  private readonly drawings = new KeptDrawings<MapShapes | null>();
  private readonly drawingsThen = new KeptDrawings<MapShapes | null>();

  /** @param manager of a transaction for the report's force */
  async chartsOf(manager: EntityManager, report: ComplianceReport): Promise<DocumentChart[]> {
    return this.allOf(report, await this.mapOf(manager, report));
  }

  /** Those of a report that was kept: its map has the boundaries that were on record at its data cut-off, for ever. */
  async chartsThen(manager: EntityManager, report: ComplianceReport): Promise<DocumentChart[]> {
    return this.allOf(report, await this.mapOf(manager, report, report.cutOffAt));
  }

  private async allOf(report: ComplianceReport, map: DocumentChart | null): Promise<DocumentChart[]> {
    return [...(await trendCharts(report)), ...(map ? [map] : [])];
  }

  /** Of the neighbourhoods that exist on the last day counted; one alone makes no map. */
  private async mapOf(
    manager: EntityManager,
    report: ComplianceReport,
    recordedAt?: string,
  ): Promise<DocumentChart | null> {
    const { force, period, cutOffAt, neighbourhoods, part } = report;
    if (part?.kind === 'neighbourhood') return null;
    const today = localDayOf(DateTime.fromISO(cutOffAt, { zone: 'utc' }));
    const lastOn = period.toOn < today ? period.toOn : today;
    const codes = neighbourhoods.map(({ code }) => code);
    const places =
      recordedAt === undefined
        ? await listedPlaces(manager, force.id, lastOn, codes)
        : await placesThen(manager, force.id, recordedAt, lastOn, codes);
    const placed = withBoundary(places);
    const draw = (): Promise<MapShapes | null> => mapShapes(manager, force.id, placed, recordedAt);
    const drawings = recordedAt === undefined ? this.drawings : this.drawingsThen;
    // A part is few neighbourhoods, and quickly drawn.
    const drawing = part ? await draw() : await drawings.of(force.id, placed, draw);
    return choropleth(report, drawing, places.length - placed.length);
  }
}
