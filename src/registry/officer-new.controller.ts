import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../access/allow.js';
import type { Person } from '../access/principal.js';
import { localDayOf } from '../common/calendar.js';
import { Clock } from '../common/clock.js';
import { DomainError, type FieldError } from '../common/errors.js';
import { Page, SeeOther } from '../web/pages.js';
import { refusedForm } from '../web/refused-form.js';
import { type Typed, typedOf } from '../web/typed.js';
import { checkForm } from '../web/validation.js';
import { AgreedChanges } from './agreed/agreed-changes.service.js';
import { changedByCaller } from './api-answers.js';
import type { ChangedBy } from './changed-by.js';
import { newOfficerView } from './officer-new.view.js';
import { officerHref } from './officer-wording.js';
import { NewOfficerForm, officerChangeOfForm } from './officer.form.js';
import type { OfficerChange } from './officers.service.js';

/** Nothing is recorded of an officer who is new. */
const NOBODY = { rank: '', nameWithheld: false };

/** The page on which a force admin adds an officer, by the rules of a machine that sends one. */
@ApiExcludeController()
@Controller('officers/new')
@Allow('officers.change')
export class OfficerNewController {
  constructor(
    private readonly clock: Clock,
    private readonly agreed: AgreedChanges,
  ) {}

  @Get()
  form(): Page {
    return show({ withheld: 'no' }, []);
  }

  @Post()
  async add(
    @SignedIn() person: Person,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const typed = typedOf(body);
    const { form, errors } = await checkForm(NewOfficerForm, body);
    const asked = officerChangeOfForm(form, typed, NOBODY, localDayOf(this.clock.now()));
    const wrong = [...errors, ...asked.errors];
    if (wrong.length > 0) return show(typed, wrong);
    const by = changedByCaller(person, request);
    try {
      await this.put(person.forceId, form, asked.change, by);
      return new SeeOther(`${officerHref(form.collarNumber)}?done=added`);
    } catch (error) {
      const refused = refusedForm(error);
      const shown = refused.fields.map((one) => ({ ...one, field: one.field.replace(/^items\.0\./, '') }));
      return show(typed, shown, refused.status);
    }
  }

  /** @throws DomainError `invalid`, `conflict` (the collar number is somebody’s, who is not changed) */
  private async put(
    forceId: string,
    { collarNumber, rank, withheld }: NewOfficerForm,
    change: OfficerChange,
    by: ChangedBy,
  ): Promise<void> {
    const { name, dutyEmail, publicEmail, publicTelephone, serviceFromOn, serviceUntilOn } = change;
    const row = {
      ...{ collarNumber, name, rank, nameWithheld: withheld === 'yes' },
      ...{ dutyEmail, publicEmail, publicTelephone },
      ...{ serviceFrom: serviceFromOn, serviceUntil: serviceUntilOn },
    };
    await this.agreed.change(forceId, { agreedTo: undefined }, async ({ officersBulk }) => {
      const { added } = await officersBulk.upsertOfficers(forceId, { items: [row] }, by);
      if (added === 1) return;
      const message = `Officer ${collarNumber} is in the registry already. Find the officer in the list`;
      throw DomainError.conflict(message, [{ field: 'collarNumber', message }]);
    });
  }
}

function show(typed: Typed, errors: FieldError[], status = errors.length > 0 ? 400 : 200): Page {
  return new Page('pages/registry/officer-new', 'Add an officer', newOfficerView({ typed, errors }), {
    status,
    errors,
    backLink: { href: '/officers', text: 'Back to officers' },
  });
}
