import { Controller, Get, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Allow, SignedIn } from '../../access/allow.js';
import type { Person } from '../../access/principal.js';
import { Page } from '../../web/pages.js';
import { seesWithheldNames } from '../officer-wording.js';
import { CoverageService, WHEN, type When } from './coverage.service.js';
import { coverageView } from './coverage.view.js';

/** Is every neighbourhood covered now, and where will it not be? */
@ApiExcludeController()
@Controller('coverage')
@Allow({ roles: ['supervisor', 'force-admin', 'auditor', 'local-policing-body'] })
export class CoverageController {
  constructor(private readonly coverage: CoverageService) {}

  @Get()
  async read(@SignedIn() { forceId, role }: Person, @Query('when') asked: unknown): Promise<Page> {
    const when: When = WHEN.find((each) => each === asked) ?? 'now';
    const today = await this.coverage.coverageToday(forceId, when);
    const model = coverageView(today, when, seesWithheldNames(role));
    return new Page('pages/coverage/coverage', 'Coverage', model, { wide: true });
  }
}
