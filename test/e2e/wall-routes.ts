import { type Role, ROLES, SCOPES } from '../../src/access/principal.js';
import { ApiKeys } from '../../src/access/api-keys.js';
import { Sessions } from '../../src/access/sessions.js';
import { type Answer, type Question, seedForce } from '../support/access-app.js';
import { type Route, startWholeApp, type WholeApp } from '../support/whole-app.js';

const FORCE = 'demonstration';

/** The whole application as a stranger meets it, with a session of every role and a key that may do everything. */
export interface Walled extends WholeApp {
  cookies: Record<Role, string>;
  key: string;
}

export async function startWalled(environment: Record<string, string> = {}): Promise<Walled> {
  const house = await startWholeApp({ trial: { forceId: FORCE }, environment });
  const people = await seedForce(house.admin, FORCE, ROLES);
  const cookies = {} as Record<Role, string>;
  for (const role of ROLES)
    cookies[role] = `npg-session=${await house.app.get(Sessions).start(FORCE, people[role]!)}`;
  const { key } = await house.app.get(ApiKeys).make(FORCE, 'everything', [...SCOPES]);
  return { ...house, cookies, key };
}

/** An address that the route answers to. */
export const addressOf = (url: string): string => url.replace(/:\w+(\([^)]*\))?/g, 'x').replace('*', 'x');

export const isApi = ({ url }: Route): boolean => url.startsWith('/api/');
export const changes = ({ method }: Route): boolean => !['GET', 'HEAD', 'OPTIONS'].includes(method);

/** Asks all of it, some at once, and gives the answers in the order of the questions. */
export async function askAll(house: WholeApp, questions: readonly Question[]): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let from = 0; from < questions.length; from += 20) {
    const some = questions.slice(from, from + 20);
    answers.push(...(await Promise.all(some.map((question) => house.ask(question)))));
  }
  return answers;
}
