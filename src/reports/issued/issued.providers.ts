import { IssuedFiles } from './issued-files.js';
import { IssuedReportsApiController } from './issued-reports.api.controller.js';
import { IssuedReportsController } from './issued-reports.controller.js';
import { IssuedReports } from './issued-reports.service.js';
import { IssueReport } from './issue-report.service.js';
import { Issuing } from './issuing.service.js';
import { ReportDecisionsController } from './report-decisions.controller.js';
import { ReportDecisions } from './report-decisions.service.js';
import { ReportDraftsController } from './report-drafts.controller.js';
import { ReportDrafts } from './report-drafts.service.js';
import { SigningKeysController } from './signing-keys.controller.js';
import { ReportSigningKeys } from './signing-keys.service.js';

/** What the module of the reports has for issued versions. */
export const ISSUED_CONTROLLERS = [
  IssuedReportsController,
  ReportDraftsController,
  ReportDecisionsController,
  IssuedReportsApiController,
  SigningKeysController,
];
export const ISSUED_PROVIDERS = [
  ReportSigningKeys,
  ReportDrafts,
  IssuedFiles,
  IssueReport,
  Issuing,
  IssuedReports,
  ReportDecisions,
];
