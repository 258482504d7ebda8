import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../../access/allow.js';
import type { Person } from '../../access/principal.js';
import { DomainError, type FieldError } from '../../common/errors.js';
import { ChangedMeanwhile, versionsOfForm } from '../../web/etag.js';
import { Page, SeeOther } from '../../web/pages.js';
import { orShown } from '../../web/refused-form.js';
import { type Typed, typedOf } from '../../web/typed.js';
import { checkForm } from '../../web/validation.js';
import { changedByCaller } from '../api-answers.js';
import { BACK_TO_FORCE } from './force-page.controller.js';
import { SeniorOfficerForm } from './force-page.form.js';
import type { SeniorOfficerFields, SeniorOfficerRow } from './force-page.query.js';
import { ForcePage } from './force-page.service.js';
import { seniorOfficerView } from './force-page.view.js';

/** The senior officers as the force presents them. */
@ApiExcludeController()
@Controller('force/senior-officers')
@Allow('force.change')
export class SeniorOfficersController {
  constructor(private readonly force: ForcePage) {}

  @Get('new')
  async blank(@SignedIn() { forceId }: Person): Promise<Page> {
    const { seniorOfficers } = await this.force.read(forceId);
    return show({ place: String((seniorOfficers.at(-1)?.place ?? 0) + 1) }, []);
  }

  @Post('new')
  async add(
    @SignedIn() person: Person,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const { form, errors } = await checkForm(SeniorOfficerForm, body);
    return orShown(
      (found) => show(typedOf(body), found),
      errors,
      async () => {
        await this.force.addSeniorOfficer(person.forceId, fieldsOf(form), changedByCaller(person, request));
        return '/force?done=officer';
      },
    );
  }

  @Get(':id')
  async filled(@SignedIn() { forceId }: Person, @Param('id', new ParseUUIDPipe()) id: string): Promise<Page> {
    const row = await this.find(forceId, id);
    return show(typedFrom(row), [], row);
  }

  @Post(':id')
  async change(
    @SignedIn() person: Person,
    @Param('id', new ParseUUIDPipe()) id: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const typed = typedOf(body);
    const { form, errors } = await checkForm(SeniorOfficerForm, body);
    const row = await this.find(person.forceId, id);
    const seen = versionsOfForm(typed['version']);
    try {
      return await orShown(
        (found) => show(typed, found, { ...row, version: seen?.[0] ?? 0 }),
        errors,
        async () => {
          const wanted = { id, seen, fields: fieldsOf(form) };
          await this.force.changeSeniorOfficer(person.forceId, wanted, changedByCaller(person, request));
          return '/force?done=officer';
        },
      );
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile)) throw error;
      return show(typed, [], await this.find(person.forceId, id), true);
    }
  }

  @Post(':id/remove')
  async remove(
    @SignedIn() person: Person,
    @Param('id', new ParseUUIDPipe()) id: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const seen = versionsOfForm(typedOf(body)['version']);
    try {
      await this.force.removeSeniorOfficer(person.forceId, { id, seen }, changedByCaller(person, request));
      return new SeeOther('/force?done=officer-removed');
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile)) throw error;
      const row = await this.find(person.forceId, id);
      return show(typedFrom(row), [], row, true);
    }
  }

  private async find(forceId: string, id: string): Promise<SeniorOfficerRow> {
    const { seniorOfficers } = await this.force.read(forceId);
    const row = seniorOfficers.find((each) => each.id === id);
    if (!row)
      throw DomainError.notFound('The force has no such senior officer; the entry may have been removed.');
    return row;
  }
}

const typedFrom = ({ place, name, rank, bio, email, telephone }: SeniorOfficerRow): Typed => ({
  place: String(place),
  name,
  rank,
  bio: bio ?? '',
  email: email ?? '',
  telephone: telephone ?? '',
});

function fieldsOf({ place, name, rank, bio, email, telephone }: SeniorOfficerForm): SeniorOfficerFields {
  return { place, name, rank, bio: bio ?? null, email: email ?? null, telephone: telephone ?? null };
}

function show(
  typed: Typed,
  errors: readonly FieldError[],
  row: SeniorOfficerRow | null = null,
  changed = false,
): Page {
  const title = row ? 'Change a senior officer' : 'Add a senior officer';
  const status = changed ? 409 : errors.length > 0 ? 400 : 200;
  return new Page('pages/life/form', title, seniorOfficerView(typed, errors, row, changed), {
    status,
    errors,
    backLink: BACK_TO_FORCE,
  });
}
