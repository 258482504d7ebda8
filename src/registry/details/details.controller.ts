import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, SignedIn } from '../../access/allow.js';
import type { Person } from '../../access/principal.js';
import { DomainError, type FieldError } from '../../common/errors.js';
import { ForceDatabase } from '../../database/force-database.js';
import { ChangedMeanwhile, versionsOfForm } from '../../web/etag.js';
import { Page, SeeOther } from '../../web/pages.js';
import { refusedForm } from '../../web/refused-form.js';
import { type Typed, typedOf } from '../../web/typed.js';
import { checkForm } from '../../web/validation.js';
import { AgreedChanges } from '../agreed/agreed-changes.service.js';
import { NotAgreed } from '../agreed/not-agreed.js';
import { changedByCaller } from '../api-answers.js';
import { NeighbourhoodQueries } from '../neighbourhood-queries.js';
import type { Neighbourhood } from '../neighbourhood.entity.js';
import { neighbourhoodHref } from '../officer-wording.js';
import { type Details, DetailsForm, detailsOfForm, fieldsOfDetails } from './details.form.js';
import { detailsCheck, detailsView } from './details.view.js';

/** The pages on which a force admin changes what a neighbourhood tells of itself and how it is reached. */
@ApiExcludeController()
@Controller('neighbourhoods/:code/details')
@Allow('neighbourhoods.change')
export class DetailsController {
  constructor(
    private readonly database: ForceDatabase,
    private readonly queries: NeighbourhoodQueries,
    private readonly agreed: AgreedChanges,
  ) {}

  @Get()
  async form(@SignedIn() { forceId }: Person, @Param('code') code: string): Promise<Page> {
    const place = await this.placeOf(forceId, code);
    return show(place, place, fieldsOfDetails(place), []);
  }

  @Post()
  async change(
    @SignedIn() person: Person,
    @Param('code') code: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Page | SeeOther> {
    const { forceId } = person;
    const typed = typedOf(body);
    const place = await this.placeOf(forceId, code);
    const { form, errors } = await checkForm(DetailsForm, body);
    const { change, errors: ofFields } = detailsOfForm(form);
    const wrong = [...errors, ...ofFields];
    if (wrong.length > 0 || form.step === 'change') return show(place, place, typed, wrong);
    const by = changedByCaller(person, request);
    const seen = versionsOfForm(form.version);
    try {
      await this.agreed.change(forceId, { agreedTo: form.agreedTo }, ({ neighbourhoods }) =>
        neighbourhoods.changeNeighbourhood(forceId, code, change, seen, by),
      );
      return new SeeOther(`${neighbourhoodHref(code)}?done=changed`);
    } catch (error) {
      if (error instanceof NotAgreed) return detailsCheck(place, change, typed, error);
      if (error instanceof ChangedMeanwhile) {
        const message =
          'Somebody changed this neighbourhood after you opened the page. Look at both versions.';
        return show(place, error.record as Details, typed, [{ field: '', message }], 409);
      }
      const refused = refusedForm(error);
      return show(place, place, typed, refused.fields, refused.status);
    }
  }

  private async placeOf(forceId: string, code: string): Promise<Neighbourhood> {
    const detail = await this.database.inForce(forceId, (manager) =>
      this.queries.find(manager, forceId, code),
    );
    if (detail) return detail.neighbourhood;
    throw DomainError.notFound('No neighbourhood of your force has this code. Find it in the list.');
  }
}

function show(
  { code, name }: Neighbourhood,
  there: Details,
  typed: Typed,
  errors: FieldError[],
  status = errors.length > 0 ? 400 : 200,
): Page {
  const changed = status === 409 && errors.some(({ field }) => field === '');
  // What was shown stays what the form is laid over, until both versions have been seen.
  const version = changed ? String(there.version) : typed['version'];
  const model = { ...detailsView({ code, name }, there, { typed, errors, changed }), version };
  return new Page('pages/registry/details', `Change the contact details of ${name}`, model, {
    status,
    errors,
    backLink: { href: neighbourhoodHref(code), text: 'Back to the neighbourhood' },
  });
}
