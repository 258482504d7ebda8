import { emailProblem, telephoneProblem, webAddressProblem } from '../../domain/contact-route.js';
import { AnswerReader, isObject, named } from './answer-reader.js';
import type { Route } from './pulled-neighbourhood.js';

type Check = (text: string) => string | undefined;

const asWritten: Check = () => undefined;

/** "keys among email telephone mobile fax web address facebook twitter youtube forum e-messaging blog rss …" */
const KNOWN: Record<string, Check> = {
  email: emailProblem,
  telephone: telephoneProblem,
  mobile: telephoneProblem,
  fax: telephoneProblem,
  address: asWritten,
};

/** Our own form is no route of theirs. */
const OURS = 'form';

const LONGEST_VALUE = 2_000;

/**
 * The routes of `contact_details`. A kind that is not known is taken if it is the address of a page, because then it can
 * be nothing but a link; anything else is left out and said.
 */
export function readRoutes(details: unknown, leftOut: string[], where = 'contact details'): Route[] {
  if (details === undefined || details === null) return [];
  if (!isObject(details)) {
    // PHP writes an empty object as an empty list.
    if (!(Array.isArray(details) && details.length === 0)) leftOut.push(`${where}: are no object`);
    return [];
  }
  const reader = new AnswerReader(details, leftOut, where);
  const routes: Route[] = [];
  for (const key of Object.keys(details)) {
    const kind = key.toLowerCase().replaceAll('_', '-');
    if (!/^[a-z][a-z-]{1,39}$/.test(kind) || kind === OURS || routes.some((route) => route.kind === kind)) {
      reader.say(`${named(key)} is no kind of contact that can be taken`);
      continue;
    }
    const value = reader.line(
      key,
      LONGEST_VALUE,
      Object.hasOwn(KNOWN, kind) ? KNOWN[kind] : webAddressProblem,
    );
    if (value !== null) routes.push({ kind, value });
  }
  return routes;
}

/** E-mail and telephone of people and events; their other contacts have no room here. */
export function readEmailAndTelephone(
  details: unknown,
  leftOut: string[],
  where: string,
): { email: string | null; telephone: string | null } {
  const reader = new AnswerReader(details, leftOut, where);
  return {
    email: reader.line('email', 254, emailProblem),
    telephone: reader.line('telephone', 50, telephoneProblem),
  };
}
