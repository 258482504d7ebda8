import { Module } from '@nestjs/common';
import { AgreedModule } from '../agreed/agreed.module.js';
import { AbsenceChangeController } from './absence-change.controller.js';
import { Absences } from './absences.service.js';
import { AbsencesApiController } from './absences.api.controller.js';
import { AbsencesBulk } from './absences-bulk.service.js';
import { LeaveController } from './leave.controller.js';
import { Leave } from './leave.service.js';

/** Who is away, when and why, and who stands in. */
@Module({
  imports: [AgreedModule],
  // The fixed address `new` stands before the one with an id.
  controllers: [AbsencesApiController, LeaveController, AbsenceChangeController],
  providers: [Absences, AbsencesBulk, Leave],
  exports: [Absences, Leave],
})
export class AbsencesModule {}
