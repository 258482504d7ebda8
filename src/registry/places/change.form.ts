import { IsIn } from 'class-validator';
import type { FieldError } from '../../common/errors.js';
import { IsOptionalText, type Typed } from '../../web/typed.js';
import type { NeighbourhoodChange, Successor } from './neighbourhood-change.js';
import { HasDays, typedDayText } from '../../web/typed-day.js';
import { typedDayErrors } from './typed-day.js';

/** What may be done to a neighbourhood that exists, in the words of the page. */
export const CHOICES = {
  rename: 'Give it another name',
  merge: 'Merge it with others',
  split: 'Split it',
  end: 'End it, with nothing in its place',
} as const;

/** The four forms of one page: each has its own fields, and which one was sent stands in `kind`. */
@HasDays('rename-from', 'merge-from', 'split-from', 'end-until')
export class ChangeForm {
  @IsIn(Object.keys(CHOICES), { message: 'Choose what happens to the neighbourhood' })
  kind: keyof typeof CHOICES;

  @IsOptionalText(200) 'rename-name'?: string;

  @IsOptionalText(5_000) 'merge-others'?: string;
  @IsOptionalText(100) 'merge-code'?: string;
  @IsOptionalText(200) 'merge-name'?: string;
  @IsOptionalText(50) 'merge-lead'?: string;
  @IsOptionalText(3) 'merge-carry'?: string;

  @IsOptionalText(10_000) 'split-into'?: string;
  @IsOptionalText(3) 'split-carry'?: string;

  /** Nothing: say what would happen. `save`: do it. `edit`: show the form again. */
  @IsOptionalText(4) step?: string;
  /** Which consequences were shown. */
  @IsOptionalText(100) seen?: string;
}

/** The change that was typed, or what is wrong with it; only what is missing, the rest is for the rules to say. */
export function readChange(form: ChangeForm): { change: NeighbourhoodChange | null; errors: FieldError[] } {
  const errors: FieldError[] = [];
  const missing = (field: keyof ChangeForm, message: string): string => {
    const value = form[field];
    if (!value) errors.push({ field, message });
    return value ?? '';
  };
  const done = (change: NeighbourhoodChange): ReturnType<typeof readChange> => ({
    change: errors.length > 0 ? null : change,
    errors,
  });
  const { kind } = form;
  if (kind === 'rename') {
    const name = missing('rename-name', 'Enter the new name');
    return done({ kind, name, fromOn: readDay(form, 'rename-from', errors) });
  }
  if (kind === 'end') return done({ kind, untilOn: readDay(form, 'end-until', errors) });
  if (kind === 'merge') {
    const code = missing('merge-code', 'Enter the code of the neighbourhood they become');
    const into = [{ code, name: form['merge-name'] ?? null, lead: form['merge-lead'] ?? null }];
    const others = linesOf(form['merge-others']);
    const fromOn = readDay(form, 'merge-from', errors);
    return done({ kind, fromOn, others, into, carry: form['merge-carry'] === 'yes' });
  }
  missing('split-into', 'Enter the neighbourhoods it becomes, one a line');
  const into = linesOf(form['split-into']).map(successorOf);
  return done({
    kind,
    fromOn: readDay(form, 'split-from', errors),
    into,
    carry: form['split-carry'] === 'yes',
  });
}

/** The fields of the page behind the fields of the rules. */
export function onPage({ kind }: ChangeForm, { field, message }: FieldError): FieldError {
  const fields: Record<string, string> = {
    from: `${kind}-from`,
    until: 'end-until',
    name: 'rename-name',
    others: 'merge-others',
    into: kind === 'split' ? 'split-into' : 'merge-code',
  };
  return { field: fields[field] ?? 'kind', message };
}

/** Everything that was typed, for the page that asks whether to save it. */
export function typedFields(form: ChangeForm): Typed {
  const { step: _, seen: __, ...typed } = form;
  return typed as Typed;
}

/** `NC11, Abbey North, 4711`: code, name and the lead's collar number, the last two if there is anything to say. */
function successorOf(line: string): Successor {
  const [code = '', name, lead] = line.split(',').map((part) => part.trim());
  return { code, name: name || null, lead: lead || null };
}

const linesOf = (text: string | undefined): string[] =>
  (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

function readDay(form: ChangeForm, prefix: string, errors: FieldError[]): string {
  const day = typedDayText(form, prefix);
  const ifBlank = prefix === 'end-until' ? 'Enter the last day' : 'Enter the first day of the new order';
  errors.push(...typedDayErrors(prefix, day, ifBlank));
  return day;
}
