import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../../access/allow.js';
import type { Person } from '../../access/principal.js';
import { localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import type { FieldError } from '../../common/errors.js';
import { ForceDatabase } from '../../database/force-database.js';
import { dateField, textField } from '../../web/fields.js';
import { formErrors } from '../../web/form-errors.js';
import { Page, SeeOther } from '../../web/pages.js';
import { refusedForm } from '../../web/refused-form.js';
import { type Typed, typedOf } from '../../web/typed.js';
import { checkForm } from '../../web/validation.js';
import { changedByCaller } from '../api-answers.js';
import { neighbourhoodHref } from '../officer-wording.js';
import { BeginForm } from './begin.form.js';
import { NeighbourhoodChanges } from './neighbourhood-changes.service.js';
import { overlapsOn } from './overlaps.query.js';
import { OVERLAPS_LISTED, overlapsView } from './overlaps.view.js';
import { typedDayText } from '../../web/typed-day.js';
import { typedDayErrors } from './typed-day.js';

const BACK = { href: '/neighbourhoods', text: 'Back to neighbourhoods' };

/** Where boundaries overlap, and the form for a neighbourhood that begins. */
@ApiExcludeController()
@Controller('places')
export class PlacesController {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly changes: NeighbourhoodChanges,
  ) {}

  @Get('overlaps')
  @Allow('boundaries.read')
  async overlaps(@SignedIn() { forceId }: Person): Promise<Page> {
    const todayOn = localDayOf(this.clock.now());
    const rows = await this.database.inForce(forceId, (manager) =>
      overlapsOn(manager, forceId, todayOn, OVERLAPS_LISTED),
    );
    return new Page('pages/places/overlaps', 'Overlapping boundaries', overlapsView(rows, todayOn), {
      wide: true,
      backLink: BACK,
    });
  }

  @Get('new')
  @Allow('neighbourhoods.change')
  form(): Page {
    return beginPage({}, []);
  }

  @Post('new')
  @Allow('neighbourhoods.change')
  async begin(
    @SignedIn() person: Person,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const { form, errors } = await checkForm(BeginForm, body);
    const fromOn = typedDayText(form, 'from');
    const wrong = [...errors, ...typedDayErrors('from', fromOn, 'Enter the first day')];
    if (wrong.length > 0) return beginPage(typedOf(body), wrong);
    const change = { kind: 'begin', name: form.name, fromOn } as const;
    const by = changedByCaller(person, request);
    try {
      const { outcome } = await this.changes.changeNeighbourhood(person.forceId, form.code, change, by);
      return new SeeOther(`${neighbourhoodHref(form.code)}?done=${outcome}`);
    } catch (error) {
      const refused = refusedForm(error);
      return beginPage(typedOf(body), refused.fields, refused.status);
    }
  }
}

function beginPage(typed: Typed, errors: FieldError[], status = errors.length > 0 ? 400 : 200): Page {
  const found = formErrors(errors);
  const model = {
    code: textField('code', 'Code', typed, found, {
      hint: { text: 'As the force knows it. It is never used for another neighbourhood' },
      classes: 'govuk-input--width-10',
    }),
    name: textField('name', 'Name', typed, found),
    from: dateField('from', 'First day', typed, found, { hint: { text: 'For example, 27 3 2026' } }),
    button: { text: 'Add the neighbourhood', preventDoubleClick: true },
  };
  return new Page('pages/places/begin', 'Add a neighbourhood', model, { status, errors, backLink: BACK });
}
