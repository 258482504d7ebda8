import { formatDay } from '../../common/calendar.js';
import type { FieldError } from '../../common/errors.js';
import { textField } from '../../web/fields.js';
import { formErrors } from '../../web/form-errors.js';
import type { Typed } from '../../web/typed.js';
import { type HistoryPage, historyView } from '../history.view.js';
import { forceChangeSaid } from './force-history.view.js';
import type { ForceAbout, SeniorOfficerRow } from './force-page.query.js';
import type { FormField } from './life-form.js';

const DONE: Record<string, string> = {
  described: 'The description of the force has been saved',
  method: 'The way to follow the force has been saved',
  'method-removed': 'The way to follow the force has been removed',
  officer: 'The senior officer has been saved',
  'officer-removed': 'The senior officer has been removed',
  headline: 'What the public is shown of the figures has been saved',
};

export const CHANGED_MEANWHILE =
  'Somebody changed this while you were typing. Here is what is recorded now; below is what you typed. Save again to put yours in its place.';

/** The force's own page as its admin sees it. */
export function forcePageView(
  {
    about,
    seniorOfficers,
    history,
  }: { about: ForceAbout; seniorOfficers: readonly SeniorOfficerRow[]; history: HistoryPage },
  done: string | undefined,
): object {
  return {
    name: about.name,
    version: about.version,
    banner: done !== undefined && Object.hasOwn(DONE, done) && { type: 'success', text: DONE[done] },
    publicHref: `/your-area/${encodeURIComponent(about.id)}`,
    headline: about.publishesHeadline && { href: `/keeping-the-promise/${encodeURIComponent(about.id)}` },
    summary: {
      rows: [...aboutLines(about), ...linesOf([['Figures begin on', formatDay(about.startsOn)]])],
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
    history: historyView('/force', history, forceChangeSaid, 'the force and how it is followed'),
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

/** @param changed whether somebody else saved meanwhile: what is recorded now then stands above what was typed */
export function forceAboutView(
  about: ForceAbout,
  { typed, errors, changed }: { typed: Typed; errors: readonly FieldError[]; changed: boolean },
): object {
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
    {
      // What was shown stays what the form is laid over, until both versions have been seen.
      version: changed ? about.version : typed['version'],
      changed: changed && { text: CHANGED_MEANWHILE, summary: { rows: aboutLines(about) } },
    },
  );
}

const aboutLines = ({ description, websiteUrl, telephone }: ForceAbout): object[] =>
  linesOf(
    [
      ['Description', description],
      ['Website', websiteUrl],
      ['Telephone', telephone],
    ],
    'Not set',
  );

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
        text: CHANGED_MEANWHILE,
        summary: { rows: officerLines(row) },
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

function officerLines({ name, rank, place, bio, email, telephone }: SeniorOfficerRow): object[] {
  return linesOf([
    ['Name', name],
    ['Rank', rank],
    ['Place', String(place)],
    ['About', bio],
    ['Email', email],
    ['Telephone', telephone],
  ]);
}

function linesOf(lines: readonly [string, string | null][], none = 'None'): object[] {
  return lines.map(([key, text]) => ({ key: { text: key }, value: { text: text ?? none } }));
}
