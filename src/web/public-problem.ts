import type { Failure } from './failure.js';
import type { PublicPage } from './public-page.js';
import type { Texts } from './public-texts.js';

const kindOfStatus: Record<number, string> = {
  403: 'refused',
  404: 'notFound',
  408: 'tooSlow',
  409: 'conflict',
  413: 'tooLarge',
  429: 'tooMany',
  503: 'unavailable',
};

/**
 * What the public is told of an error. Only the catalogue speaks here: a page that says itself what it lacks does so in
 * a text of it; whatever else was thrown, for machines or for staff, is told by its status alone.
 */
export function publicProblem(texts: Texts, { status, detail }: Failure, requestId: string): PublicPage {
  const problem = `problems.${kindOfStatus[status] ?? (status < 500 ? 'notUnderstood' : 'fault')}`;
  const heading = texts.say(`${problem}.heading`);
  return {
    template: 'pages/public-problem',
    title: heading,
    status,
    model: {
      heading,
      detail: texts.holds(detail) ? detail : texts.say(`${problem}.detail`),
      reference: status >= 500 && texts.say('problems.reference', { reference: requestId }),
      start: texts.say('problems.start'),
    },
  };
}
