import { ReportFilesJob } from './made/report-files.job.js';
import { ReportFiles } from './made/report-files.service.js';
import { ReportContents } from './report-contents.service.js';
import { ReportFilesApiController } from './report-files.api.controller.js';
import { ReportFilesController } from './report-files.controller.js';

/** The files of a report, for the module of reports. */
export const FORMATS_CONTROLLERS = [ReportFilesController, ReportFilesApiController];
export const FORMATS_PROVIDERS = [ReportContents, ReportFiles, ReportFilesJob];
