import { Global, Module } from '@nestjs/common';
import { AuditLog } from './audit-log.js';
import { Sealer } from './chain/sealer.js';
import { SealerJob } from './chain/sealer.job.js';

/** The log that every room writes, and what makes it provable. */
@Global()
@Module({ providers: [AuditLog, Sealer, SealerJob], exports: [AuditLog, Sealer] })
export class AuditModule {}
