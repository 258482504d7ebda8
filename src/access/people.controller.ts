import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Consults } from '../audit/consults.js';
import { DomainError, type FieldError } from '../common/errors.js';
import { offsetOf } from '../common/pagination.js';
import { Page, SeeOther } from '../web/pages.js';
import { type Typed, typedOf } from '../web/typed.js';
import { checkForm } from '../web/validation.js';
import { Allow, SignedIn } from './allow.js';
import { OfficerForm, PeopleQuery } from './people.form.js';
import { People } from './people.js';
import { peopleView, PEOPLE, personHref, personView } from './people.view.js';
import { PeopleChanges } from './people-changes.js';
import type { Person } from './principal.js';

/** Who may sign in: whom the force's identity provider sent, as which officer, and whose access is switched off. */
@ApiExcludeController()
@Controller('people')
@Allow('people.manage')
export class PeopleController {
  constructor(
    private readonly people: People,
    private readonly changes: PeopleChanges,
  ) {}

  @Get()
  @Consults('person')
  async list(@SignedIn() { forceId }: Person, @Query() query: PeopleQuery): Promise<Page> {
    const { show, page, pageSize } = query;
    const rows = await this.people.list(forceId, show, { limit: pageSize, offset: offsetOf(query) });
    return new Page(
      'pages/access/people',
      'People who may sign in',
      peopleView(rows, { show, page, pageSize, claimDecides: this.changes.claimDecides(forceId) }),
    );
  }

  @Get(':id')
  @Consults('person', 'id')
  read(
    @SignedIn() admin: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Query('done') done: unknown,
  ): Promise<Page> {
    return this.show(admin, id, typeof done === 'string' ? done : undefined);
  }

  @Post(':id/officer')
  async linkOfficer(
    @SignedIn() admin: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Req() { id: requestId }: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const { form, errors } = await checkForm(OfficerForm, body);
    if (errors.length > 0) return this.show(admin, id, undefined, typedOf(body), errors);
    try {
      await this.changes.linkOfficer(admin, id, form.collarNumber, requestId);
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error;
      return this.show(admin, id, undefined, typedOf(body), error.fields);
    }
    return new SeeOther(`${personHref(id)}?done=linked`);
  }

  @Post(':id/no-officer')
  async removeOfficer(
    @SignedIn() admin: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Req() { id: requestId }: FastifyRequest,
  ): Promise<SeeOther> {
    await this.changes.removeOfficer(admin, id, requestId);
    return new SeeOther(`${personHref(id)}?done=removed`);
  }

  @Post(':id/off')
  async disable(
    @SignedIn() admin: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Req() { id: requestId }: FastifyRequest,
  ): Promise<SeeOther> {
    await this.changes.disable(admin, id, requestId);
    return new SeeOther(`${personHref(id)}?done=off`);
  }

  @Post(':id/on')
  async enable(
    @SignedIn() admin: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @Req() { id: requestId }: FastifyRequest,
  ): Promise<SeeOther> {
    await this.changes.enable(admin, id, requestId);
    return new SeeOther(`${personHref(id)}?done=on`);
  }

  private async show(
    admin: Person,
    id: string,
    done?: string,
    typed: Typed = {},
    errors: readonly FieldError[] = [],
  ): Promise<Page> {
    const person = await this.people.find(admin.forceId, id);
    const claimDecides = this.changes.claimDecides(admin.forceId);
    const model = personView(person, { self: id === admin.id, claimDecides, done, typed, errors });
    return new Page('pages/access/person', 'Somebody who may sign in', model, {
      status: errors.length > 0 ? 400 : 200,
      errors,
      backLink: { text: 'People who may sign in', href: PEOPLE },
    });
  }
}
