import { Controller, Get, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Allow, SignedIn } from '../../access/allow.js';
import { may } from '../../access/permissions.js';
import type { Person } from '../../access/principal.js';
import { Consults } from '../../audit/consults.js';
import { isDay, localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { formErrors } from '../../web/form-errors.js';
import { Page } from '../../web/pages.js';
import { typedOf } from '../../web/typed.js';
import { dayFields, readDay } from '../../web/typed-day.js';
import { seesWithheldNames } from '../officer-wording.js';
import { WorkforceFigures } from './workforce.service.js';
import { workforceView } from './workforce.view.js';

/** The figures of the workforce on a day, for the force and its local policing body. */
@ApiExcludeController()
@Controller('workforce')
@Allow('workforce.read')
export class WorkforceController {
  constructor(
    private readonly figures: WorkforceFigures,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Consults('officer-list')
  async show(@SignedIn() { forceId, role }: Person, @Query() query: unknown): Promise<Page> {
    const given = typedOf(query);
    const linked = given['on'] && isDay(given['on']) ? given['on'] : null;
    const { day, errors } = readDay(given, 'on', 'The day');
    const on = linked ?? day ?? localDayOf(this.clock.now());
    const model = workforceView(await this.figures.onDay(forceId, on), {
      showsHolders: seesWithheldNames(role),
      mayChange: may(role, 'workforce.change'),
      done: given['done'],
      typed: errors.length > 0 ? given : dayFields('on', on),
      found: formErrors(errors),
    });
    const status = errors.length > 0 ? 400 : 200;
    return new Page('pages/workforce/workforce', 'Workforce', model, { status, errors, wide: true });
  }
}
