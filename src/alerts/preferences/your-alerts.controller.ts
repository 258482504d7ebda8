import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../../access/allow.js';
import { may } from '../../access/permissions.js';
import type { Person } from '../../access/principal.js';
import { DomainError, type FieldError } from '../../common/errors.js';
import { Page, SeeOther } from '../../web/pages.js';
import { type Typed, typedOf } from '../../web/typed.js';
import { checkForm } from '../../web/validation.js';
import { YourAlertsForm } from './alert-preferences.form.js';
import { AlertPreferences } from './alert-preferences.service.js';
import { readDigestTime, readQuietHours } from './typed-times.js';
import { typedTimes, yourAlertsView } from './your-alerts.view.js';

const FIELDS = ['quietFrom', 'quietUntil', 'digestAt'] as const;

/** Where an officer says when they do not want to be mailed, and when their digest is to come. */
@ApiExcludeController()
@Controller('your-alerts')
@Allow('alerts.choose-own')
export class YourAlertsController {
  constructor(private readonly preferences: AlertPreferences) {}

  @Get()
  read(@SignedIn() person: Person, @Query('done') done: unknown): Promise<Page> {
    return this.show(person, { errors: [], saved: done === 'saved' });
  }

  @Post()
  async save(
    @SignedIn() person: Person,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const { form, errors: wrong } = await checkForm(YourAlertsForm, body);
    const again = (errors: FieldError[]): Promise<Page> =>
      this.show(person, { typed: typedOf(body), errors, saved: false });
    if (wrong.length > 0) return again(wrong);
    const { errors: ofQuiet, ...quiet } = readQuietHours(form);
    const { errors: ofDigest, digestAt } = readDigestTime(form);
    const errors = [...ofQuiet, ...ofDigest];
    if (errors.length > 0) return again(errors);
    if (FIELDS.some((name) => typedOf(body)[name] === undefined)) {
      throw DomainError.invalid('Send the form with all its fields; one left blank is cleared.');
    }
    await this.preferences.save(person, { ...quiet, digestAt }, request.id);
    return new SeeOther('/your-alerts?done=saved');
  }

  private async show(
    person: Person,
    { typed, errors, saved }: { typed?: Typed; errors: FieldError[]; saved: boolean },
  ): Promise<Page> {
    const setsTeams = may(person, 'alerts.set-digests');
    const times = await this.preferences.read(person);
    if (!times) return new Page('pages/alerts/your-alerts-none', 'Your alerts', { setsTeams });
    const model = yourAlertsView(times, { typed: typed ?? typedTimes(times), errors, saved, setsTeams });
    return new Page('pages/alerts/your-alerts', 'Your alerts', model, {
      status: errors.length > 0 ? 400 : 200,
      errors,
    });
  }
}
