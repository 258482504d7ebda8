import { Page } from '../../web/pages.js';
import type { Typed } from '../../web/typed.js';
import type { CoverageOutcome } from '../coverage/coverage-outcome.js';
import { sentence, statesText } from '../coverage/outcome-wording.js';
import type { NotAgreed } from './not-agreed.js';

export interface CheckedChange {
  /** Of whom or what, above the heading. */
  caption: string;
  heading: string;
  /** Of the document: it names of whom or what, too. */
  title: string;
  /** What changes, in words, by what it is called. */
  rows: readonly (readonly [string, string])[];
  /** The form, which is sent again with what was agreed to. */
  typed: Typed;
  action: string;
  save: string;
  /** Back to the page of what is changed. */
  cancelHref: string;
}

/** What a change would do, said before it is saved; sent again it agrees to just that. */
export function checkPage(
  { consequences, key, isOther }: NotAgreed,
  { caption, heading, title, rows, typed, action, save, cancelHref }: CheckedChange,
): Page {
  const lost = consequences.coverage.filter((one) => one.lost.length > 0).map(lostRow);
  const model = {
    caption,
    heading,
    warnings: consequences.warnings.map((text) => ({ text, iconFallbackText: 'Warning' })),
    summary: {
      rows: [...rows, ...lost].map(([name, text]) => ({ key: { text: name }, value: { text } })),
    },
    hidden: Object.entries(typed)
      .filter(([name]) => !['step', 'agreedTo'].includes(name))
      .map(([name, value]) => ({ name, value })),
    action,
    agreedTo: key,
    saveButton: { text: save, preventDoubleClick: true, name: 'step', value: 'save' },
    changeButton: { text: 'Change', classes: 'govuk-button--secondary', name: 'step', value: 'change' },
    cancelHref,
  };
  return new Page('pages/registry/check', title, model, {
    status: isOther ? 409 : 200,
    errors: isOther ? [{ field: '', message: OTHER }] : [],
    backLink: { href: action, text: 'Back to the form' },
  });
}

const OTHER =
  'What this does to coverage changed after you looked. Check what happens now, and save it again.';

const lostRow = ({ name, lost }: CoverageOutcome): [string, string] => [
  `Coverage of ${name}`,
  `${sentence(statesText(lost))}. Covered without this change`,
];
