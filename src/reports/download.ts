import type { FastifyReply } from 'fastify';
import type { ComplianceReport } from './compliance-report.js';
import { fileStem } from './document/period-words.js';
import { reportCsv } from './report.csv.js';

/** Of figures as of now, which are nobody's version. */
export const DRAFT = 'draft';

/**
 * The report as a CSV file to save.
 * @param version part of the file's name
 */
export function csvFile(report: ComplianceReport, reply: FastifyReply, version = DRAFT): string {
  asFile(reply, 'text/csv; charset=utf-8; header=present', `${fileStem(report, version)}.csv`);
  return reportCsv(report);
}

/** The report as a JSON file to save. */
export function jsonFile(report: ComplianceReport, reply: FastifyReply, version = DRAFT): string {
  asFile(reply, 'application/json; charset=utf-8', `${fileStem(report, version)}.json`);
  return JSON.stringify(report);
}

// A file name is made of ASCII letters, digits, dots and hyphens alone, so it needs no escaping.
function asFile(reply: FastifyReply, type: string, name: string): void {
  void reply.type(type).header('content-disposition', `attachment; filename="${name}"`);
}
