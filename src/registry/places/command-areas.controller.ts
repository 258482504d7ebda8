import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../../access/allow.js';
import { may } from '../../access/permissions.js';
import type { Person } from '../../access/principal.js';
import { Consults } from '../../audit/consults.js';
import { localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { DomainError, type FieldError } from '../../common/errors.js';
import { ForceDatabase } from '../../database/force-database.js';
import { ChangedMeanwhile, versionsOfForm } from '../../web/etag.js';
import { Page, SeeOther } from '../../web/pages.js';
import { refusedForm } from '../../web/refused-form.js';
import { type Typed, typedOf } from '../../web/typed.js';
import { checkForm } from '../../web/validation.js';
import { changedByCaller } from '../api-answers.js';
import type { ChangedBy } from '../changed-by.js';
import { pageOf, sliceOf } from '../history.view.js';
import { seesWithheldNames } from '../officer-wording.js';
import { AreaChangeForm, CommandAreaForm, readDays } from './command-area.form.js';
import { commandAreaHistory } from './command-area-history.query.js';
import { commandAreas } from './command-areas.query.js';
import { CommandAreas, type Outcome } from './command-areas.service.js';
import { areaHref, commandAreaPageView, commandAreasView } from './command-areas.view.js';
import { typedDayText } from '../../web/typed-day.js';
import { typedDayErrors } from './typed-day.js';

/** The pages of command areas. */
@ApiExcludeController()
@Controller('command-areas')
export class CommandAreasController {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly areas: CommandAreas,
  ) {}

  @Get()
  @Consults('officer-list')
  @Allow('command-areas.read')
  list(@SignedIn() person: Person): Promise<Page> {
    return this.showAll(person, {}, []);
  }

  @Post()
  @Allow('command-areas.change')
  async create(
    @SignedIn() person: Person,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const { form, errors } = await checkForm(CommandAreaForm, body);
    const fromOn = typedDayText(form, 'from');
    const wrong = [...errors, ...typedDayErrors('from', fromOn, 'Enter the first day')];
    if (wrong.length > 0) return this.showAll(person, typedOf(body), wrong);
    try {
      const area = { code: form.code, name: form.name, fromOn };
      await this.areas.create(person.forceId, area, changedByCaller(person, request));
      return new SeeOther(`${areaHref(form.code)}?done=changed`);
    } catch (error) {
      const refused = refusedForm(error);
      return this.showAll(person, typedOf(body), refused.fields, 409);
    }
  }

  @Get(':code')
  @Consults('command-area', 'code')
  @Allow('command-areas.read')
  read(
    @SignedIn() person: Person,
    @Param('code') code: string,
    @Query() query: Record<string, unknown>,
  ): Promise<Page> {
    const done = typeof query['done'] === 'string' ? query['done'] : undefined;
    return this.show(person, code, { done, page: pageOf(query['page']) });
  }

  @Post(':code')
  @Allow('command-areas.change')
  async change(
    @SignedIn() person: Person,
    @Param('code') code: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const { form, errors } = await checkForm(AreaChangeForm, body);
    // One that came without a version is not shown again with one that nobody has seen.
    const typed = { version: '', ...typedOf(body) };
    if (errors.length > 0) return this.show(person, code, { typed, errors });
    try {
      const done = await this.apply(person.forceId, code, form, changedByCaller(person, request));
      return new SeeOther(`${areaHref(code)}?done=${done}`);
    } catch (error) {
      if (error instanceof ChangedMeanwhile) {
        const message = 'Somebody changed this area after you opened the page. Look at both versions.';
        return this.show(person, code, { typed, errors: [{ field: '', message }], changed: true });
      }
      const refused = refusedForm(error);
      const fields = refused.fields.map(({ field, message }) => ({
        field: field === 'from' || field === 'until' ? `${form.what}-${field}` : field,
        message,
      }));
      return this.show(person, code, { typed, errors: fields });
    }
  }

  private apply(forceId: string, code: string, form: AreaChangeForm, changedBy: ChangedBy): Promise<Outcome> {
    const { what, name, neighbourhood, collarNumber, version } = form;
    const wanted = { code, seen: versionsOfForm(version) };
    if (what === 'name') {
      if (!name) throw DomainError.field('name', 'Enter a name');
      return this.areas.rename(forceId, wanted, name, changedBy);
    }
    const { fromOn, untilOn, errors } = readDays(form, what);
    const subject = what === 'neighbourhood' ? neighbourhood : collarNumber;
    const wrong = [
      ...(subject
        ? []
        : [
            what === 'neighbourhood'
              ? { field: 'neighbourhood', message: 'Enter the code of the neighbourhood' }
              : { field: 'collarNumber', message: 'Enter the officer’s collar number' },
          ]),
      ...errors,
    ];
    if (!subject || wrong.length > 0) throw DomainError.invalid('Some fields are not right.', wrong);
    const days = { fromOn, untilOn };
    return what === 'neighbourhood'
      ? this.areas.placeNeighbourhood(forceId, wanted, subject, days, changedBy)
      : this.areas.nameSupervisor(forceId, wanted, subject, days, changedBy);
  }

  private async showAll(person: Person, typed: Typed, errors: FieldError[], status?: number): Promise<Page> {
    const viewer = this.viewerOf(person, typed, errors);
    const rows = await this.database.inForce(person.forceId, (manager) =>
      commandAreas(manager, person.forceId, viewer.todayOn),
    );
    return new Page('pages/places/command-areas', 'Command areas', commandAreasView(rows, viewer), {
      status: status ?? (errors.length > 0 ? 400 : 200),
      errors,
      wide: true,
      backLink: { href: '/neighbourhoods', text: 'Back to neighbourhoods' },
    });
  }

  private async show(person: Person, code: string, shown: Shown): Promise<Page> {
    const { typed = {}, errors = [], changed = false, done, page = 1 } = shown;
    const viewer = this.viewerOf(person, typed, errors);
    const { area, history } = await this.database.inForce(person.forceId, async (manager) => {
      const [found] = await commandAreas(manager, person.forceId, viewer.todayOn, code);
      if (!found)
        throw DomainError.notFound('No command area of your force has this code. Find it in the list.');
      // What was believed before is for who keeps it, as on the page of an officer.
      const changes =
        viewer.mayChange && (await commandAreaHistory(manager, person.forceId, found.id, sliceOf(page)));
      return { area: found, history: changes ? { ...changes, page } : null };
    });
    const model = commandAreaPageView(area, viewer, { done, changed, history });
    return new Page('pages/places/command-area', area.name, model, {
      status: changed ? 409 : errors.length > 0 ? 400 : 200,
      errors,
      wide: true,
      backLink: { href: '/command-areas', text: 'Back to command areas' },
    });
  }

  private viewerOf(
    { role }: Person,
    typed: Typed,
    errors: FieldError[],
  ): Parameters<typeof commandAreasView>[1] {
    const todayOn = localDayOf(this.clock.now());
    return {
      todayOn,
      mayChange: may(role, 'command-areas.change'),
      showsWithheld: seesWithheldNames(role),
      typed,
      errors,
    };
  }
}

interface Shown {
  typed?: Typed;
  errors?: FieldError[];
  /** Did somebody else change it meanwhile? */
  changed?: boolean;
  done?: string | undefined;
  /** Of the history. */
  page?: number;
}
