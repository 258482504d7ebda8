import { DomainError, type FieldError } from '../common/errors.js';
import { type Page, SeeOther } from './pages.js';

/** What of a form was refused, and the status with which it is shown again. */
export interface RefusedForm {
  fields: FieldError[];
  message: string;
  status: 400 | 409;
}

/** Reads what a use case refused of a form's fields. Whatever else went wrong is not for the form to say: it is thrown on. */
export function refusedForm(error: unknown): RefusedForm {
  if (!(error instanceof DomainError) || error.fields.length === 0) throw error;
  const { fields, message, kind } = error;
  return { fields, message, status: kind === 'conflict' ? 409 : 400 };
}

/** Goes on to the address that `work` gives, or shows the form again with what is wrong or was refused. */
export async function orShown(
  show: (errors: FieldError[]) => Page | Promise<Page>,
  errors: FieldError[],
  work: () => Promise<string>,
): Promise<Page | SeeOther> {
  if (errors.length > 0) return show(errors);
  try {
    return new SeeOther(await work());
  } catch (error) {
    if (!(error instanceof DomainError) || error.kind !== 'invalid' || error.fields.length === 0) throw error;
    return show(error.fields);
  }
}
