import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../../access/allow.js';
import { may } from '../../access/permissions.js';
import type { Person } from '../../access/principal.js';
import { localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { DomainError, type FieldError } from '../../common/errors.js';
import { ForceDatabase } from '../../database/force-database.js';
import { ChangedMeanwhile } from '../../web/etag.js';
import { Page, SeeOther } from '../../web/pages.js';
import { refusedForm } from '../../web/refused-form.js';
import { type Typed, typedOf } from '../../web/typed.js';
import { checkForm } from '../../web/validation.js';
import { changedByCaller } from '../api-answers.js';
import { WardChoices } from './ward-choices.service.js';
import { wardListView, WARDS_A_PAGE } from './ward-list.view.js';
import { WardQueries } from './ward-queries.js';
import { seenOf, WardForm } from './ward.form.js';
import { wardPageView } from './ward.view.js';
import { wardHref } from './ward-wording.js';
import { neighbourhoodsToChoose } from './wards.query.js';

/** The pages of council wards: which neighbourhoods they map to, and a force admin's word on it. */
@ApiExcludeController()
@Controller('wards')
export class WardsController {
  constructor(
    private readonly database: ForceDatabase,
    private readonly queries: WardQueries,
    private readonly choices: WardChoices,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('wards.read')
  async list(@SignedIn() { forceId }: Person, @Query() query: Record<string, unknown>): Promise<Page> {
    const search = typeof query['q'] === 'string' ? query['q'].trim().slice(0, 200) : '';
    const page = Math.min(10_000, Math.max(1, Math.trunc(Number(query['page'])) || 1));
    const todayOn = localDayOf(this.clock.now());
    const filter = { on: todayOn, search, limit: WARDS_A_PAGE, offset: (page - 1) * WARDS_A_PAGE };
    const found = await this.database.inForce(forceId, (manager) =>
      this.queries.list(manager, forceId, filter),
    );
    const model = wardListView({ ...found, page, search, todayOn });
    return new Page('pages/wards/list', 'Council wards', model, { wide: true });
  }

  @Get(':code')
  @Allow('wards.read')
  read(@SignedIn() person: Person, @Param('code') code: string, @Query('done') done: unknown): Promise<Page> {
    return this.show(person, code, { done: typeof done === 'string' ? done : undefined });
  }

  @Post(':code')
  @Allow('wards.change')
  async choose(
    @SignedIn() person: Person,
    @Param('code') code: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const typed = typedOf(body);
    const { form, errors } = await checkForm(WardForm, body);
    const reasonMissing = form.decision !== 'by-area' && !form.reason;
    const wrong = [
      ...errors,
      ...(reasonMissing && !errors.some(({ field }) => field === 'reason')
        ? [{ field: 'reason', message: 'Enter why' }]
        : []),
    ];
    if (wrong.length > 0) return this.show(person, code, { typed, errors: wrong });
    const place = { ward: code, neighbourhood: form.neighbourhood };
    const by = changedByCaller(person, request);
    const belongs = form.decision === 'counts';
    const seen = seenOf(form.seen, form.neighbourhood);
    try {
      const done =
        form.decision === 'by-area'
          ? await this.choices.clear(person.forceId, place, seen, by)
          : (await this.choices.choose(person.forceId, place, { belongs, reason: form.reason! }, seen, by))
              .outcome;
      return new SeeOther(`${wardHref(code)}?done=${done}`);
    } catch (error) {
      if (error instanceof ChangedMeanwhile) {
        const message =
          'Somebody decided about this neighbourhood after you opened the page. Their decision is in the table, yours in the form; save it again if it still holds.';
        return this.show(person, code, { typed, errors: [{ field: '', message }], status: 409 });
      }
      const refused = refusedForm(error);
      return this.show(person, code, { typed, errors: refused.fields });
    }
  }

  private async show(
    { forceId, role }: Person,
    code: string,
    {
      typed = {},
      errors = [],
      done,
      status = errors.length > 0 ? 400 : 200,
    }: { typed?: Typed; errors?: FieldError[]; done?: string | undefined; status?: number },
  ): Promise<Page> {
    const todayOn = localDayOf(this.clock.now());
    const { ward, choices } = await this.database.inForce(forceId, async (manager) => ({
      ward: await this.queries.find(manager, forceId, code, todayOn),
      choices: may(role, 'wards.change') ? await neighbourhoodsToChoose(manager, forceId, todayOn) : null,
    }));
    if (!ward)
      throw DomainError.notFound('No ward of your force has this code. Find it in the list of wards.');
    const model = wardPageView(ward, { todayOn, choices, typed, errors, done });
    return new Page('pages/wards/ward', ward.name, model, {
      status,
      errors,
      wide: true,
      backLink: { href: '/wards', text: 'Back to council wards' },
    });
  }
}
