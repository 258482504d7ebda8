import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../../access/allow.js';
import { may } from '../../access/permissions.js';
import type { Person } from '../../access/principal.js';
import { seesWithheldNames } from '../../registry/officer-wording.js';
import { Page } from '../../web/pages.js';
import { typedOf } from '../../web/typed.js';
import { checkForm } from '../../web/validation.js';
import { AlertsPages } from './alerts-page.service.js';
import { AlertsForm, problemsOf } from './alerts.form.js';
import { alertsView } from './alerts.view.js';

/** What was said to whom and when, for those who answer for it that somebody hears. */
@ApiExcludeController()
@Controller('alerts')
@Allow('alerts.read')
export class AlertsController {
  constructor(private readonly pages: AlertsPages) {}

  @Get()
  async list(
    @SignedIn() person: Person,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page> {
    const { form, errors: unread } = await checkForm(AlertsForm, query);
    const errors = unread.length > 0 ? unread : problemsOf(form);
    // With a filter that cannot be read, what there is without one.
    const page = await this.pages.readAlerts(person, errors.length > 0 ? {} : form, request.id);
    const model = alertsView(page, {
      typed: typedOf(errors.length > 0 ? query : form),
      errors,
      showsWithheld: seesWithheldNames(person.role),
      mayChangeStandard: may(person, 'alerts.set-standard'),
    });
    return new Page('pages/alerts/index', 'Alerts', model, {
      wide: true,
      errors,
      status: errors.length > 0 ? 400 : 200,
    });
  }
}
