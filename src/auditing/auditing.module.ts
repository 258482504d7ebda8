import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { AuditHeadComposer } from './audit-head.composer.js';
import { AuditHeadsJob } from './audit-heads.job.js';
import { AuditHeads } from './audit-heads.service.js';
import { AuditSearches } from './audit-search.service.js';
import { AuditController } from './audit.controller.js';
import { ConsultationInterceptor } from './consultation.interceptor.js';

/** What an auditor has of the log: pages to look things up in, and its heads by mail; and the reads that nobody else logs. */
@Module({
  controllers: [AuditController],
  providers: [
    AuditSearches,
    AuditHeads,
    AuditHeadsJob,
    AuditHeadComposer,
    { provide: APP_INTERCEPTOR, useClass: ConsultationInterceptor },
  ],
})
export class AuditingModule {}
