import { IsIn } from 'class-validator';
import type { FieldError } from '../../common/errors.js';
import { HoldsVersion, IsOptionalText, type Typed } from '../../web/typed.js';
import { CheckedForm } from '../agreed/checked.form.js';
import { emailProblem, telephoneProblem, webAddressProblem } from '../domain/contact-route.js';
import type { NeighbourhoodColumns } from '../neighbourhood-change.query.js';
import type { NeighbourhoodChange } from '../neighbourhood-changes.service.js';

const MOST_PEOPLE = 10_000_000;

export class DetailsForm extends CheckedForm {
  @IsOptionalText(254)
  email?: string;

  @IsOptionalText(50)
  telephone?: string;

  @IsOptionalText(2_000)
  webUrl?: string;

  @IsIn(['yes', 'no'], { message: 'Choose whether the contact form is open to the public' })
  formEnabled: 'yes' | 'no';

  @IsOptionalText(254)
  teamMailbox?: string;

  @IsOptionalText(5_000)
  description?: string;

  @IsOptionalText(20)
  population?: string;

  /** The version that the form was filled from. */
  @HoldsVersion()
  version?: unknown;
}

const PROBLEMS = {
  email: emailProblem,
  telephone: telephoneProblem,
  webUrl: webAddressProblem,
  teamMailbox: emailProblem,
} as const;

/** What the form asks to be changed, or what is wrong with it. */
export function detailsOfForm(form: DetailsForm): { change: NeighbourhoodChange; errors: FieldError[] } {
  // Sent twice a field is a list, which the form's own check has refused already.
  const text = (field: keyof typeof PROBLEMS | 'description' | 'population'): string | null =>
    typeof form[field] === 'string' ? form[field] : null;
  const errors: FieldError[] = Object.entries(PROBLEMS).flatMap(([name, problemOf]) => {
    const field = name as keyof typeof PROBLEMS;
    const value = text(field);
    const message = value === null ? undefined : problemOf(value);
    return message ? [{ field, message }] : [];
  });
  const people = text('population')?.replaceAll(/[,\s]/g, '') ?? null;
  const population = people === null ? null : Number(people);
  if (people !== null && (!/^\d+$/.test(people) || Number(people) > MOST_PEOPLE)) {
    errors.push({ field: 'population', message: 'The population must be a whole number such as 12400' });
  }
  const change = {
    ...{ email: text('email'), telephone: text('telephone'), webUrl: text('webUrl') },
    ...{ formEnabled: form.formEnabled === 'yes', teamMailbox: text('teamMailbox') },
    ...{ description: text('description'), population },
  };
  return { change, errors };
}

/** What the form is filled from. */
export type Details = Omit<NeighbourhoodColumns, 'id' | 'code'>;

/** The fields as they stand before anything was typed. */
export function fieldsOfDetails(details: Details): Typed {
  return {
    email: details.email ?? '',
    telephone: details.telephone ?? '',
    webUrl: details.webUrl ?? '',
    formEnabled: details.formEnabled ? 'yes' : 'no',
    teamMailbox: details.teamMailbox ?? '',
    description: details.description ?? '',
    population: details.population === null ? '' : String(details.population),
    version: String(details.version),
  };
}
