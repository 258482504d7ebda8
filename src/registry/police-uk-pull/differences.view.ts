import { formatInstant } from '../../common/calendar.js';
import type { PulledPage } from './pull-pages.js';
import { cut, differenceText, titleOf } from './pull-text.js';
import { importTag, paginationOf, pullHref, tabsOf } from './pull.view.js';
import type { PullRow } from './work-out.js';

/** What has just happened, by the word in the address. */
const DONE: Record<string, { type?: 'success'; text: string }> = {
  applied: { type: 'success', text: 'The ticked lines were applied.' },
  already: { text: 'This pull was applied before. Nothing was changed.' },
  nothing: { text: 'Nothing differs, so nothing was changed.' },
  saved: { type: 'success', text: 'Your choice on this page was saved.' },
  again: {
    text: 'The registry changed after these differences were shown. They were worked out again and nothing was applied. Look at them and apply again.',
  },
};

/** What a pull would change, line by line with a box each, as component parameters. */
export function differencesView(
  id: string,
  { one, rows, total, page }: PulledPage,
  done: string | null,
): { title: string; [parameter: string]: unknown } {
  const mayApply = one.state === 'previewed';
  const { added, changed, same, gone, refused } = one.counts;
  const without = new Set(one.columns.leftOut);
  const row = (key: string, text: string | number): object => ({ key: { text: key }, value: { text } });
  const said = done !== null && Object.hasOwn(DONE, done) ? DONE[done] : undefined;
  return {
    title: one.state === 'applied' ? 'What the pull changed' : 'What the pull would change',
    banner: said,
    tag: importTag(one.state),
    problem: one.problem,
    tabs: tabsOf(id, 'differences'),
    summary: {
      rows: [
        row('Pulled from', one.source),
        row('Pulled', formatInstant(one.madeAt)),
        ...(one.appliedAt ? [row('Applied', formatInstant(one.appliedAt))] : []),
        ...(one.undoneAt ? [row('Undone', formatInstant(one.undoneAt))] : []),
        row('New', added),
        row('Different', changed),
        row('The same', same),
        row('Here and no longer there', gone),
        row('Cannot be taken', refused),
      ],
    },
    nothing: total === 0,
    mayApply,
    action: pullHref(id),
    page,
    fingerprint: one.columns.fingerprint,
    lines: rows.map((line, i) =>
      lineView(line, { mayApply, ticked: !without.has(line.line), isFirst: i === 0 }),
    ),
    several: total > rows.length,
    saveButton: { text: 'Save this page', classes: 'govuk-button--secondary', name: 'then', value: 'save' },
    applyButton: { text: 'Apply every ticked line', name: 'then', value: 'apply', preventDoubleClick: true },
    pagination: paginationOf(pullHref(id), page, total),
    undo: one.state === 'applied' && {
      action: `${pullHref(id)}/undo`,
      button: { text: 'Undo the whole pull', classes: 'govuk-button--warning', preventDoubleClick: true },
    },
  };
}

function lineView(
  row: PullRow,
  { mayApply, ticked, isFirst }: { mayApply: boolean; ticked: boolean; isFirst: boolean },
): object {
  const { line, change, detail } = row;
  const { differences, boundaryShare } = detail;
  const title = titleOf(row);
  const what = change === 'added' ? 'New' : 'Different';
  return {
    title,
    what,
    box: mayApply && {
      idPrefix: `line-${line}`,
      name: 'lines',
      classes: 'govuk-checkboxes--small',
      items: [
        {
          value: line,
          text: `${title}: ${what.toLowerCase()}`,
          checked: ticked,
          label: { classes: 'govuk-!-font-weight-bold govuk-!-text-break-word' },
          // The first box bears the field's own id, which the summary of errors links to.
          ...(isFirst && { id: 'lines' }),
        },
      ],
    },
    summary: {
      classes: 'govuk-summary-list--no-border',
      rows: differences.map((difference) => ({
        key: { text: cut(difference.field), classes: 'govuk-!-font-weight-regular' },
        value: { text: differenceText(difference, boundaryShare) },
      })),
    },
  };
}
