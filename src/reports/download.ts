import type { FastifyReply } from 'fastify';
import type { ComplianceReport } from './compliance-report.js';
import { reportCsv, reportFileName } from './report.csv.js';

/** The report as a CSV file to save. */
export function csvFile(report: ComplianceReport, reply: FastifyReply): string {
  asFile(reply, 'text/csv; charset=utf-8; header=present', reportFileName(report, 'csv'));
  return reportCsv(report);
}

/** The report as a JSON file to save. */
export function jsonFile(report: ComplianceReport, reply: FastifyReply): string {
  asFile(reply, 'application/json; charset=utf-8', reportFileName(report, 'json'));
  return JSON.stringify(report);
}

// A file name is made of a force's id and two dates, so it needs no escaping.
function asFile(reply: FastifyReply, type: string, name: string): void {
  void reply.type(type).header('content-disposition', `attachment; filename="${name}"`);
}
