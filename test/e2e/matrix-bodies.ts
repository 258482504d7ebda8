import { NOW } from '../support/access-app.js';
import type { MatrixWorld } from './matrix-world.js';

const BOUNDARY = 'matrix';

/** A form with one file, a PDF, as a program sends it. */
export const FILE_FORM = {
  headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
  payload: [
    `--${BOUNDARY}`,
    'content-disposition: form-data; name="file"; filename="map.pdf"',
    'content-type: application/pdf',
    '',
    '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF',
    `--${BOUNDARY}--`,
    '',
  ].join('\r\n'),
};

const FROM = { from: '2026-12-01' };

/**
 * What is sent where an empty form or an empty object would be refused for what is missing before anybody looks whose it
 * is: a refusal for that proves nothing. What is not here is sent empty.
 */
const BODIES: Record<string, object | string> = {
  'POST /alerts/teams/:code': 'digestAt=',
  'POST /imports/police-uk/:id': 'page=1&fingerprint=x&then=save',
  'POST /api/v1/contacts/:reference/address': { email: 'found@letterbox.example' },
  'POST /api/v1/contacts/:reference/attachments': FILE_FORM.payload,
  'POST /api/v1/contacts/:reference/messages': { message: 'And another thing' },
  'POST /api/v1/contacts/:reference/out-of-scope': { reason: 'spam' },
  'POST /api/v1/contacts/:reference/recourse': { askedBy: 'phone', askedAt: NOW.toISO() },
  'POST /api/v1/contacts/:reference/responses': {
    route: 'phone',
    respondedAt: NOW.toISO(),
    text: 'Told',
    nextSteps: 'A walk',
  },
  'POST /api/v1/contacts/:reference/transfers': { to: 'nowhere' },
  'PUT /api/v1/command-areas/:code/neighbourhoods/:neighbourhood': FROM,
  'PUT /api/v1/command-areas/:code/supervisors/:collarNumber': FROM,
  'PATCH /api/v1/command-areas/:code': { name: 'Renamed' },
  'PATCH /api/v1/assignments/:id': { until: '2026-12-31' },
  'PUT /api/v1/wards/:code/neighbourhoods/:neighbourhood': { belongs: true, reason: 'Because' },
  'POST /api/v1/neighbourhoods/:code/changes': { kind: 'rename', name: 'Renamed', from: '2026-12-01' },
  'POST /api/v1/neighbourhoods/:code/events': {
    type: 'other',
    title: 'Fair',
    address: 'Green',
    startsAt: NOW.plus({ days: 3 }).toISO(),
  },
  'POST /api/v1/neighbourhoods/:code/links': {
    kind: 'link',
    title: 'Another',
    url: 'https://www.example.org/more',
  },
  'POST /api/v1/neighbourhoods/:code/places': { name: 'Another', address: 'Low Street' },
  'POST /api/v1/neighbourhoods/:code/priorities': { issue: 'Another', issuedOn: '2026-10-02' },
};

export function bodyFor(route: string, { mine }: MatrixWorld): object | string | undefined {
  if (route === 'POST /reports/issued/drafts/:id/commentary')
    return new URLSearchParams({ exception: mine.exception, text: '', version: '0' }).toString();
  return BODIES[route];
}

const PERIOD = '?from=2026-09-01&to=2026-09-30';

/** What an address asks for beside its objects, where it answers to nobody without. */
export function queryFor(url: string, { mine }: MatrixWorld): string {
  if (/\/reports\/(compliance|series)/.test(url)) return PERIOD;
  if (/\/reports\/rows/.test(url)) return `${PERIOD}&measure=share-met`;
  if (url === '/alerts/standard/preview') return '?to=2025-07';
  if (url.endsWith('/commentary')) return `?exception=${encodeURIComponent(mine.exception)}`;
  return '';
}
