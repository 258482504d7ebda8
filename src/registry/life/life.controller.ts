import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../../access/allow.js';
import type { Person } from '../../access/principal.js';
import { localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { DomainError } from '../../common/errors.js';
import { ForceDatabase } from '../../database/force-database.js';
import { versionsOfForm } from '../../web/etag.js';
import { Page, SeeOther } from '../../web/pages.js';
import { typedOf } from '../../web/typed.js';
import { neighbourhoodHref } from '../officer-wording.js';
import { EVENTS } from './events.kind.js';
import { lifeHref } from './life-form-pages.js';
import { LifeRecords } from './life-records.service.js';
import { placeOf } from './life-rows.query.js';
import { readLife } from './life.query.js';
import { lifeView } from './life.view.js';
import { PriorityReviews } from './priority-reviews.service.js';

/** What a neighbourhood has beside its officers: to read for everybody of the force and its local policing body. */
@ApiExcludeController()
@Controller('neighbourhoods/:code/life')
export class LifeController {
  constructor(
    private readonly database: ForceDatabase,
    private readonly records: LifeRecords,
    private readonly reviews: PriorityReviews,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('life.read')
  async read(
    @SignedIn() person: Person,
    @Param('code') code: string,
    @Query('done') done: unknown,
  ): Promise<Page> {
    const now = this.clock.now();
    const { forceId } = person;
    const { life, mayEdit } = await this.database.inForce(forceId, async (manager) => {
      const place = await placeOf(manager, forceId, code);
      if (!place)
        throw DomainError.notFound('No neighbourhood of your force has this code. Find it in the list.');
      return {
        life: await readLife(manager, forceId, place, localDayOf(now)),
        mayEdit: await this.records.mayEdit(manager, person, place.id, now),
      };
    });
    const model = lifeView(life, { now, mayEdit, done: typeof done === 'string' ? done : undefined });
    return new Page('pages/life/life', `Priorities and events: ${life.place.name}`, model, {
      backLink: { href: neighbourhoodHref(code), text: 'Back to the neighbourhood' },
    });
  }

  @Post('reviewed')
  @Allow('life.change')
  async reviewed(
    @SignedIn() caller: Person,
    @Param('code') code: string,
    @Req() { id: requestId }: FastifyRequest,
  ): Promise<SeeOther> {
    const isNew = await this.reviews.record({ caller, requestId }, code);
    return new SeeOther(`${lifeHref(code)}?done=${isNew ? 'reviewed' : 'reviewed-before'}`);
  }

  @Post('events/:id/cancel')
  @Allow('life.change')
  cancel(
    @SignedIn() caller: Person,
    @Param('code') code: string,
    @Param('id', new ParseUUIDPipe()) id: string,
    @Body() body: unknown,
    @Req() { id: requestId }: FastifyRequest,
  ): Promise<SeeOther> {
    return this.setCancelled({ caller, requestId }, code, { id, body, cancelled: true });
  }

  @Post('events/:id/reinstate')
  @Allow('life.change')
  reinstate(
    @SignedIn() caller: Person,
    @Param('code') code: string,
    @Param('id', new ParseUUIDPipe()) id: string,
    @Body() body: unknown,
    @Req() { id: requestId }: FastifyRequest,
  ): Promise<SeeOther> {
    return this.setCancelled({ caller, requestId }, code, { id, body, cancelled: false });
  }

  private async setCancelled(
    editor: { caller: Person; requestId: string },
    code: string,
    { id, body, cancelled }: { id: string; body: unknown; cancelled: boolean },
  ): Promise<SeeOther> {
    const seen = versionsOfForm(typedOf(body)['version']);
    await this.records.alter(EVENTS, editor, code, { id, seen, change: { cancelled } });
    return new SeeOther(`${lifeHref(code)}?done=event-${cancelled ? 'cancelled' : 'reinstated'}`);
  }
}
