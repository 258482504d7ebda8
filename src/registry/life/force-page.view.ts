import type { FieldError } from '../../common/errors.js';
import { textField } from '../../web/fields.js';
import { formErrors } from '../../web/form-errors.js';
import type { Typed } from '../../web/typed.js';
import type { ForceAbout, SeniorOfficerRow } from './force-page.query.js';
import type { FormField } from './life-form.js';

const DONE: Record<string, string> = {
  described: 'The description of the force has been saved',
  method: 'The way to follow the force has been saved',
  'method-removed': 'The way to follow the force has been removed',
  officer: 'The senior officer has been saved',
  'officer-removed': 'The senior officer has been removed',
};

/** The force's own page as its admin sees it. */
export function forcePageView(
  { about, seniorOfficers }: { about: ForceAbout; seniorOfficers: readonly SeniorOfficerRow[] },
  forceId: string,
  done: string | undefined,
): object {
  const line = (key: string, text: string | null): object => ({
    key: { text: key },
    value: { text: text ?? 'Not set' },
  });
  return {
    name: about.name,
    banner: done !== undefined && Object.hasOwn(DONE, done) && { type: 'success', text: DONE[done] },
    publicHref: `/your-area/${encodeURIComponent(forceId)}`,
    summary: {
      rows: [
        line('Description', about.description),
        line('Website', about.websiteUrl),
        line('Telephone', about.telephone),
      ],
    },
    methods: about.engagementMethods.map((method) => ({
      ...method,
      button: {
        html: `Remove<span class="govuk-visually-hidden"> this way to follow the force</span>`,
        classes: 'govuk-button--secondary govuk-!-margin-bottom-0',
      },
    })),
    seniorOfficers: seniorOfficers.map(({ id, name, rank, email, telephone }) => ({
      name,
      rank,
      routes: [email, telephone].filter(Boolean).join(', '),
      href: `/force/senior-officers/${id}`,
    })),
  };
}

type Found = ReturnType<typeof formErrors>;

const input = (params: object): FormField => ({ component: 'input', params });
const textarea = (params: object): FormField => ({ component: 'textarea', params });

function model(
  title: string,
  fields: (found: Found) => FormField[],
  errors: readonly FieldError[],
  more: object = {},
): object {
  const button = { text: 'Save', preventDoubleClick: true };
  return { title, fields: fields(formErrors(errors)), button, cancelHref: '/force', ...more };
}

export function forceAboutView(typed: Typed, errors: readonly FieldError[]): object {
  return model(
    'Describe the force',
    (found) => [
      textarea(textField('description', 'Description (optional)', typed, found, { rows: 8 })),
      input(textField('websiteUrl', 'Website (optional)', typed, found, { type: 'url' })),
      input(
        textField('telephone', 'Telephone (optional)', typed, found, {
          type: 'tel',
          classes: 'govuk-input--width-20',
        }),
      ),
    ],
    errors,
  );
}

export function engagementMethodView(typed: Typed, errors: readonly FieldError[]): object {
  return model(
    'Add a way to follow the force',
    (found) => [
      input(
        textField('type', 'What is it?', typed, found, {
          classes: 'govuk-input--width-20',
          hint: { text: 'For example, facebook, newsletter or rss' },
        }),
      ),
      input(textField('title', 'Title', typed, found)),
      input(textField('url', 'Address of the page', typed, found, { type: 'url' })),
      textarea(textField('description', 'Description (optional)', typed, found, { rows: 3 })),
    ],
    errors,
  );
}

export function seniorOfficerView(
  typed: Typed,
  errors: readonly FieldError[],
  row: SeniorOfficerRow | null,
  changed: boolean,
): object {
  return model(
    row ? 'Change a senior officer' : 'Add a senior officer',
    (found) => [
      input(textField('name', 'Name', typed, found, { autocomplete: 'off' })),
      input(textField('rank', 'Rank, as the public reads it', typed, found)),
      input(
        textField('place', 'Place on the page', typed, found, {
          classes: 'govuk-input--width-3',
          inputmode: 'numeric',
          hint: { text: '1 is the first' },
        }),
      ),
      textarea(textField('bio', 'About the officer (optional)', typed, found, { rows: 5 })),
      input(
        textField('email', 'Public email (optional)', typed, found, { type: 'email', autocomplete: 'off' }),
      ),
      input(
        textField('telephone', 'Public telephone (optional)', typed, found, {
          type: 'tel',
          autocomplete: 'off',
          classes: 'govuk-input--width-20',
        }),
      ),
    ],
    errors,
    (row && {
      version: row.version,
      changed: changed && {
        text: 'Somebody changed this while you were typing. Here is what is recorded now; below is what you typed. Save again to put yours in its place.',
        summary: { rows: linesOf(row) },
      },
      others: [
        {
          action: `/force/senior-officers/${row.id}/remove`,
          version: row.version,
          button: { text: 'Remove this senior officer', classes: 'govuk-button--warning' },
        },
      ],
    }) ??
      {},
  );
}

function linesOf({ name, rank, place, bio, email, telephone }: SeniorOfficerRow): object[] {
  const lines: [string, string | null][] = [
    ['Name', name],
    ['Rank', rank],
    ['Place', String(place)],
    ['About', bio],
    ['Email', email],
    ['Telephone', telephone],
  ];
  return lines.map(([key, text]) => ({ key: { text: key }, value: { text: text ?? 'None' } }));
}
