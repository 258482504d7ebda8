import { channelName } from '../../contacts/wording.js';
import type { ComplianceReport, ReportFigure, ReportPlace } from '../compliance-report.js';
import { WEEKDAYS } from '../report-figures.js';

/** `Whole force`, or the name of the part that a report is of. */
export const wholeOf = ({ part }: ComplianceReport): string => part?.name ?? 'Whole force';

/** Is the figure of the whole of its report, and of no place, channel or weekday? */
export const isOfWhole = ({ neighbourhood, ward, commandArea, channel, weekday }: ReportFigure): boolean =>
  [neighbourhood, ward, commandArea, channel, weekday].every((spot) => (spot ?? null) === null);

/** What the places of two reports are called, the later name if there are two. */
export class PlaceNames {
  private readonly names = new Map<string, string>();
  private readonly whole: string;

  constructor(was: ComplianceReport, is: ComplianceReport) {
    for (const { neighbourhoods, wards = [], commandAreas = [] } of [was, is]) {
      for (const place of neighbourhoods) this.add('neighbourhood', place);
      for (const place of wards) this.add('ward', place);
      for (const place of commandAreas) this.add('command-area', place);
    }
    this.whole = wholeOf(is);
  }

  neighbourhood(code: string): string {
    return this.names.get(`neighbourhood ${code}`) ?? code;
  }

  of({ neighbourhood, ward, commandArea, channel, weekday }: ReportFigure): string {
    const parts = [
      neighbourhood === null ? null : this.neighbourhood(neighbourhood),
      ward ? (this.names.get(`ward ${ward}`) ?? ward) : null,
      commandArea ? (this.names.get(`command-area ${commandArea}`) ?? commandArea) : null,
      channel === null ? null : `Came by: ${channelName(channel)}`,
      weekday ? WEEKDAYS[weekday - 1]!.name : null,
    ].filter((part) => part !== null);
    return parts.length === 0 ? this.whole : parts.join(', ');
  }

  private add(kind: string, { code, name }: ReportPlace): void {
    this.names.set(`${kind} ${code}`, name === code ? name : `${name} (${code})`);
  }
}
