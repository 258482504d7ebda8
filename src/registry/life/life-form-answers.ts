import { DomainError, type FieldError } from '../../common/errors.js';
import { ChangedMeanwhile, versionsOfForm } from '../../web/etag.js';
import { type Page, SeeOther } from '../../web/pages.js';
import { type Typed, typedOf } from '../../web/typed.js';
import type { LifeForm } from './life-form.js';
import { type FormButton, lifeFormPage, lifeHref } from './life-form-pages.js';
import type { Recorded } from './life-kind.js';
import type { Editor, LifeRecords } from './life-records.service.js';
import type { LivingPlace } from './life-rows.query.js';

/** What the pages of one kind answer, whatever the kind is. */
export class LifeFormAnswers {
  private constructor(
    readonly blank: (editor: Editor, code: string, todayOn: string) => Promise<Page>,
    readonly add: (editor: Editor, code: string, body: unknown) => Promise<Page | SeeOther>,
    readonly filled: (editor: Editor, code: string, id: string) => Promise<Page>,
    readonly change: (editor: Editor, code: string, id: string, body: unknown) => Promise<Page | SeeOther>,
    readonly remove: (editor: Editor, code: string, id: string, body: unknown) => Promise<Page | SeeOther>,
  ) {}

  static to<Fields extends object, Row extends Fields & Recorded>(
    form: LifeForm<Fields, Row>,
    records: LifeRecords,
  ): LifeFormAnswers {
    const { kind } = form;
    const page = (place: LivingPlace, row: Row | null, typed: Typed, more: Shown = { errors: [] }): Page =>
      lifeFormPage(form, { place, row, typed, buttons: row ? buttonsOf(form, place, row) : [], ...more });
    /** The form needs to be read only by who may send it. */
    const mine = (editor: Editor, code: string): Promise<LivingPlace> =>
      records.change(editor, code, ({ place }) => Promise.resolve(place));
    const done = (code: string, word: string): SeeOther => new SeeOther(`${lifeHref(code)}?done=${word}`);

    return new LifeFormAnswers(
      async (editor, code, todayOn) => page(await mine(editor, code), null, form.blank(todayOn)),
      async (editor, code, body) => {
        const place = await mine(editor, code);
        const { fields, errors } = await form.read(body);
        if (errors.length > 0) return page(place, null, typedOf(body), { errors });
        try {
          await records.add(kind, editor, code, { ...form.defaults, ...fields } as Fields);
          return done(code, `${kind.word}-added`);
        } catch (error) {
          return page(place, null, typedOf(body), { errors: fieldsOf(error) });
        }
      },
      async (editor, code, id) => {
        await mine(editor, code);
        const { place, row } = await records.find(kind, editor.caller.forceId, code, id);
        return page(place, row, form.typedOf(row));
      },
      async (editor, code, id, body) => {
        await mine(editor, code);
        const typed = typedOf(body);
        const { fields, errors } = await form.read(body);
        try {
          if (errors.length > 0)
            throw DomainError.invalid('Some fields are not right. Correct them.', errors);
          await records.alter(kind, editor, code, {
            id,
            seen: versionsOfForm(typed['version']),
            change: fields,
          });
          return done(code, `${kind.word}-changed`);
        } catch (error) {
          const changedMeanwhile = error instanceof ChangedMeanwhile;
          const shown = changedMeanwhile ? [] : fieldsOf(error);
          const { place, row } = await records.find(kind, editor.caller.forceId, code, id);
          return page(place, { ...row, ...versionSeen(typed, row, changedMeanwhile) }, typed, {
            errors: shown,
            changedMeanwhile,
          });
        }
      },
      async (editor, code, id, body) => {
        try {
          await records.remove(kind, editor, code, { id, seen: versionsOfForm(typedOf(body)['version']) });
          return done(code, `${kind.word}-removed`);
        } catch (error) {
          if (!(error instanceof ChangedMeanwhile)) throw error;
          const { place, row } = await records.find(kind, editor.caller.forceId, code, id);
          return page(place, row, form.typedOf(row), { errors: [], changedMeanwhile: true });
        }
      },
    );
  }
}

/** What no record has; the form is shown without it. */
const NO_VERSION = 0;

interface Shown {
  errors: readonly FieldError[];
  changedMeanwhile?: boolean;
}

/** A form shown again for a mistake still rests on what was read first; one that shows both versions on the new one. */
function versionSeen({ version }: Typed, row: Recorded, changedMeanwhile: boolean): { version: number } {
  return { version: changedMeanwhile ? row.version : (versionsOfForm(version)?.[0] ?? NO_VERSION) };
}

function buttonsOf<Fields extends object, Row extends Fields & Recorded>(
  form: LifeForm<Fields, Row>,
  { code }: LivingPlace,
  row: Row,
): FormButton[] {
  const { word } = form.kind;
  const address = `${lifeHref(code)}/${form.segment}/${row.id}`;
  const other = form.further?.(row);
  return [
    ...(other
      ? [
          {
            action: `${address}/${other.segment}`,
            button: { text: other.text, classes: 'govuk-button--secondary' },
          },
        ]
      : []),
    {
      action: `${address}/remove`,
      button: { text: `Remove this ${word}`, classes: 'govuk-button--warning' },
      text: 'Only if it was entered by mistake: it then counts nowhere.',
    },
  ];
}

/** @throws whatever is no mistake of a field */
function fieldsOf(error: unknown): readonly FieldError[] {
  if (error instanceof DomainError && ['invalid', 'conflict'].includes(error.kind) && error.fields.length > 0)
    return error.fields;
  throw error;
}
