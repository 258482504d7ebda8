import { Controller, Get, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Allow, SignedIn } from '../../access/allow.js';
import type { Person } from '../../access/principal.js';
import { Consults } from '../../audit/consults.js';
import { Page } from '../../web/pages.js';
import { seesWithheldNames } from '../officer-wording.js';
import { CoveragePageDto } from './coverage.dto.js';
import { coverageOnDay } from './coverage-on-day.js';
import { CoverageService, type CoverageToday, type When } from './coverage.service.js';
import { coverageView } from './coverage.view.js';

/** Is every neighbourhood covered now, and where will it not be? */
@ApiExcludeController()
@Controller('coverage')
@Allow('coverage.read')
export class CoverageController {
  constructor(private readonly coverage: CoverageService) {}

  @Get()
  @Consults('officer-list')
  async read(@SignedIn() { forceId, role }: Person, @Query() { when, on }: CoveragePageDto): Promise<Page> {
    const shown =
      on === undefined
        ? await this.coverage.coverageToday(forceId, when)
        : await this.coverageOn(forceId, on, when);
    const model = coverageView(shown, { when, on, showsWithheld: seesWithheldNames(role) });
    return new Page('pages/coverage/coverage', 'Coverage', model, { wide: true });
  }

  private async coverageOn(forceId: string, on: string, when: When): Promise<CoverageToday> {
    const { rows } = await this.coverage.overDays(forceId, { from: on }, async (manager, _, period) => [
      await coverageOnDay(manager, forceId, period, when),
    ]);
    return rows[0]!;
  }
}
