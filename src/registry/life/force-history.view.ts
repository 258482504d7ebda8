import { formatDay } from '../../common/calendar.js';
import { differences, type SaidChange, textOf } from '../history.view.js';
import type { RecordedChange, StoodRow } from '../recorded-changes.query.js';

const COLUMNS: Record<string, string> = {
  name: 'Name',
  starts_on: 'First day',
  description: 'Description',
  website_url: 'Website',
  telephone: 'Telephone',
  engagement_methods: 'Ways to follow the force',
  publishes_headline: 'Headline figures for the public',
};

/** Both versions of the force's own row, in words. */
export const forceChangeSaid = (change: RecordedChange): SaidChange => ({
  what: 'Force',
  ...differences(change, COLUMNS, valueText),
});

function valueText(name: string, row: StoodRow | null): string {
  const value = row?.[name] ?? null;
  // What was kept before there was such a setting lacks it, and nothing was shown.
  if (name === 'publishes_headline') return value === true ? 'shown' : 'not shown';
  if (Array.isArray(value)) return value.map(methodText).join(', ') || 'none';
  const text = textOf(value);
  if (text === '') return 'none';
  return name === 'starts_on' ? formatDay(text) : text;
}

function methodText(method: { title?: string; type?: string; url?: string; description?: string }): string {
  const { title = '', type = '', url = '', description } = method;
  return `${title} (${type}) ${url}${description ? `, ${description}` : ''}`;
}
