import { Module } from '@nestjs/common';
import { ReportCharts } from './charts/report-charts.js';
import { ReportDocuments } from './document/report-documents.js';
import { DictionaryApiController } from './dictionary/dictionary.api.controller.js';
import { DictionaryController } from './dictionary/dictionary.controller.js';
import { FORMATS_CONTROLLERS, FORMATS_PROVIDERS } from './formats/formats.providers.js';
import { ISSUED_CONTROLLERS, ISSUED_PROVIDERS } from './issued/issued.providers.js';
import { ReportReadyComposer } from './report-ready.composer.js';
import { ReportsApiController } from './reports.api.controller.js';
import { ReportsController } from './reports.controller.js';
import { ReportsService } from './reports.service.js';
import { ResponseMonthsJob } from './rollup/response-months.job.js';
import { ResponseMonths } from './rollup/response-months.service.js';
import { ReportSchedule } from './schedule/report-rules.js';
import { ScheduledReportsJob } from './schedule/scheduled-reports.job.js';
import { ScheduledReports } from './schedule/scheduled-reports.service.js';
import { RowsModule } from './rows/rows.module.js';
import { SeriesApiController } from './series/series.api.controller.js';
import { SeriesController } from './series/series.controller.js';
import { SeriesService } from './series/series.service.js';
import { StoredReports } from './stored-reports.service.js';

/** What happened, for the local policing body: figures as of now, and the monthly and quarterly reports that are kept. */
@Module({
  imports: [RowsModule],
  controllers: [
    DictionaryController,
    DictionaryApiController,
    ReportsController,
    ReportsApiController,
    SeriesApiController,
    SeriesController,
    ...ISSUED_CONTROLLERS,
    ...FORMATS_CONTROLLERS,
  ],
  providers: [
    ReportsService,
    StoredReports,
    ReportSchedule,
    ScheduledReports,
    ScheduledReportsJob,
    ResponseMonths,
    ResponseMonthsJob,
    ReportReadyComposer,
    ReportCharts,
    ReportDocuments,
    SeriesService,
    ...ISSUED_PROVIDERS,
    ...FORMATS_PROVIDERS,
  ],
  exports: [ReportsService, ScheduledReports],
})
export class ReportsModule {}
