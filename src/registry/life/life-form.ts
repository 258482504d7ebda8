import type { FieldError } from '../../common/errors.js';
import type { FormErrors } from '../../web/form-errors.js';
import type { Typed } from '../../web/typed.js';
import type { LifeKind, Recorded } from './life-kind.js';

/** One component of a form, in the order of the page. */
export interface FormField {
  component: string;
  params: object;
}

/** The page on which a record of one kind is added or changed. */
export interface LifeForm<Fields extends object, Row extends Fields & Recorded> {
  kind: LifeKind<Fields, Row>;
  /** Its part of the address. */
  segment: string;
  titles: { add: string; change: string };
  /** What a new record has that the form does not ask for. */
  defaults: Partial<Fields>;
  /** The fields before anything was typed. */
  blank(todayOn: string): Typed;
  typedOf(row: Row): Typed;
  /** What was typed, as far as it can be read, and what cannot. */
  read(body: unknown): Promise<{ fields: Partial<Fields>; errors: FieldError[] }>;
  /** @param row what is recorded; null for a new one */
  fields(typed: Typed, found: FormErrors, row: Row | null): FormField[];
  /** What is recorded, for showing it beside what was typed over it. */
  lines(row: Row): [key: string, text: string][];
  /** A button besides saving and removing, with its part of the address. */
  further?(row: Row): { segment: string; text: string } | null;
}
