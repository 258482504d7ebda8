import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { FormWithFile } from './form-with-file.js';
import type { Whence } from './same-origin.js';

/** The hidden field of every form that somebody signed in may send; no form has one of its own by this name. */
export const TOKEN_FIELD = '_csrf';
/** The same for who sends no form, or one with files. */
export const TOKEN_HEADER = 'x-csrf-token';

/** The tag that begins a form which has no token yet, with quoted attributes as wholes: a `>` in one does not end it. */
const START_OF_FORM = new RegExp(
  `<form(?=[\\s/>])(?:[^"'>]|"[^"]*"|'[^']*')*>(?!<input type="hidden" name="${TOKEN_FIELD}")`,
  'gi',
);
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?/g;
const START_OF_NAME = '<form'.length;

/**
 * A page in which each form that posts carries the token. It is put into the page when it is written, so that no template
 * can forget it; what people typed cannot look like a form, because templates escape it.
 */
export function withFormToken(html: string, token: string): string {
  const field = `<input type="hidden" name="${TOKEN_FIELD}" value="${token}">`;
  return html.replace(START_OF_FORM, (tag) => (posts(tag) ? tag + field : tag));
}

/** As browsers read it: the first attribute of a name counts, and of methods the case does not matter. */
function posts(tag: string): boolean {
  for (const [, name, ...values] of tag.slice(START_OF_NAME).matchAll(ATTRIBUTE)) {
    if (name!.toLowerCase() === 'method')
      return values.find((value) => value !== undefined)?.toLowerCase() === 'post';
  }
  return false;
}

/** The tokens that were sent, by header and by field. The field is taken out of the body: no form's class knows it. */
export function takeTokens(headers: IncomingHttpHeaders, body: unknown): unknown[] {
  const sent: unknown[] = headers[TOKEN_HEADER] === undefined ? [] : [headers[TOKEN_HEADER]];
  const fields = body instanceof FormWithFile ? body.fields : body;
  if (typeof fields !== 'object' || fields === null || !Object.hasOwn(fields, TOKEN_FIELD)) return sent;
  const record = fields as Record<string, unknown>;
  sent.push(record[TOKEN_FIELD]);
  delete record[TOKEN_FIELD];
  return sent;
}

/** Why a change that somebody's session is sent with is not made. */
export type Doubt = 'from elsewhere' | 'wrong token' | 'nothing said';

/**
 * Whether a change was meant by the person whose session came with it. A token that is there must be right, whatever the
 * browser says of the page; one that is missing is excused only by a browser that says the page was ours.
 *
 * @param right the tokens that are the person's
 */
export function doubtOf(whence: Whence, sent: readonly unknown[], right: readonly string[]): Doubt | null {
  if (whence === 'elsewhere') return 'from elsewhere';
  if (!sent.every((token) => right.some((one) => isSame(token, one)))) return 'wrong token';
  return whence === 'unsaid' && sent.length === 0 ? 'nothing said' : null;
}

/** Takes as long whatever is wrong in it. A list is a field that came twice, and no token. */
function isSame(sent: unknown, right: string): boolean {
  if (typeof sent !== 'string') return false;
  const [a, b] = [Buffer.from(sent), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
