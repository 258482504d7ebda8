import { Module } from '@nestjs/common';
import { NoticesComposer } from './notices.composer.js';
import { NoticesJob } from './notices.job.js';
import { Notices } from './notices.service.js';
import { SummaryComposer } from './summary.composer.js';

/** Mails force admins about gaps and failing routes, and sums them up each week. */
@Module({
  providers: [Notices, NoticesJob, NoticesComposer, SummaryComposer],
  exports: [Notices, NoticesJob],
})
export class NoticesModule {}
