import { Module } from '@nestjs/common';
import { MonthlyReportJob } from './monthly-report.job.js';
import { ReportReadyComposer } from './report-ready.composer.js';
import { ReportsApiController } from './reports.api.controller.js';
import { ReportsController } from './reports.controller.js';
import { ReportsService } from './reports.service.js';
import { ResponseMonthsJob } from './rollup/response-months.job.js';
import { ResponseMonths } from './rollup/response-months.service.js';
import { StoredReports } from './stored-reports.service.js';

/** What happened, for the local policing body: figures as of now, and the monthly reports that are kept. */
@Module({
  controllers: [ReportsController, ReportsApiController],
  providers: [
    ReportsService,
    StoredReports,
    MonthlyReportJob,
    ResponseMonths,
    ResponseMonthsJob,
    ReportReadyComposer,
  ],
  exports: [ReportsService, MonthlyReportJob],
})
export class ReportsModule {}
