import { setTimeout as sleep } from 'node:timers/promises';
import { ApiKeys } from '../../src/access/api-keys.js';
import { type Role, ROLES } from '../../src/access/principal.js';
import { Sessions } from '../../src/access/sessions.js';
import type { IssuedFile } from '../../src/reports/issued/issued-document.js';
import { type Answer, seedForce } from '../support/access-app.js';
import { startWholeApp, type WholeApp } from '../support/whole-app.js';
import { ReportsWorld, utc } from './reports-world.js';

export const FORCE = 'fenmarch';
export const SEPTEMBER = { from: '2026-09-01', to: '2026-09-30', part: '' };

/** A force with something to report of September, and a person of each role. */
export class IssuingWorld {
  readonly cookies = {} as Record<Role, string>;

  private constructor(
    readonly house: WholeApp,
    readonly world: ReportsWorld,
    readonly people: Record<string, string>,
    readonly key: string,
    readonly clockIds: string[],
  ) {}

  static async open(): Promise<IssuingWorld> {
    const house = await startWholeApp({ trial: { forceId: FORCE } });
    const people = await seedForce(house.admin, FORCE, ROLES);
    const { key } = await house.app.get(ApiKeys).make(FORCE, 'figures', ['reports:read']);
    const world = await ReportsWorld.open(house.database);
    const issuing = new IssuingWorld(house, world, people, key, await fill(world));
    for (const role of ROLES) issuing.cookies[role] = await issuing.cookieOf(people[role]!);
    return issuing;
  }

  async close(): Promise<void> {
    await this.world.close();
    await this.house.close();
  }

  async cookieOf(personId: string): Promise<string> {
    return `npg-session=${await this.house.app.get(Sessions).start(FORCE, personId)}`;
  }

  get(role: Role, url: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.house.ask({ url, headers: { cookie: this.cookies[role], ...headers } });
  }

  machine(url: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.house.ask({ url, headers: { authorization: `Bearer ${this.key}`, ...headers } });
  }

  /** Sends a form as its page would. */
  post(role: Role, url: string, form: Record<string, string>, cookie = this.cookies[role]): Promise<Answer> {
    const payload = new URLSearchParams(form).toString();
    return this.house.ask({
      method: 'POST',
      url,
      headers: { cookie, 'sec-fetch-site': 'same-origin' },
      payload,
    });
  }

  /** Opens the draft of a period. @returns its id */
  async draft(subject: Record<string, string> = SEPTEMBER): Promise<string> {
    const { headers } = await this.post('force-admin', '/reports/issued/drafts', subject);
    return /drafts\/([\w-]+)/.exec(headers.location ?? '')![1]!;
  }

  /** Issues a draft as its confirmation page would, with a reason if that asks for one. @returns the id of the version */
  async issue(draftId: string, reason = 'A figure was corrected.'): Promise<string> {
    const { body } = await this.get('force-admin', `/reports/issued/drafts/${draftId}/issue`);
    const version = /name="version" value="(\d+)"/.exec(body)![1]!;
    const path = `/reports/issued/drafts/${draftId}/issue`;
    const form = { version, ...(body.includes('name="reason"') && { reason }) };
    let { statusCode, headers } = await this.post('force-admin', path, form);
    for (let waited = 0; waited < 300 && headers.location !== undefined; waited += 1) {
      if (!headers.location.endsWith('/issuing'))
        return /issued\/([\w-]+)\?done=issued/.exec(headers.location)![1]!;
      const { location } = headers;
      await sleep(100);
      ({ statusCode, headers } = await this.get('force-admin', location));
      if (statusCode === 200) headers = { location };
    }
    throw new Error(`The draft was not issued: ${statusCode}.`);
  }

  /** Waits until a draft is no longer being issued. */
  async settled(draftId: string): Promise<void> {
    for (let waited = 0; waited < 300; waited += 1) {
      const { body } = await this.get('force-admin', `/reports/issued/drafts/${draftId}/issuing`);
      if (!body.includes('is being issued')) return;
      await sleep(100);
    }
    throw new Error('The draft is still being issued.');
  }

  async file(id: string): Promise<IssuedFile> {
    return (await this.machine(`/api/v1/reports/issued/${id}`)).json() as IssuedFile;
  }
}

/** One neighbourhood that lost its officer and missed a query, and one that kept its promise. */
async function fill(world: ReportsWorld): Promise<string[]> {
  const first = await world.neighbourhood(FORCE, 'N1', { name: 'Llŷn <b>' });
  const second = await world.neighbourhood(FORCE, 'N2', { name: 'Harbour' });
  await world.commandArea(FORCE, 'W', [second]);
  await world.assign(FORCE, first, '[2026-01-01,2026-09-11)');
  await world.assign(FORCE, second, '[2026-01-01,)');
  const at = (day: number): ReturnType<typeof utc> => utc('2026-09-01T12:00:00Z').plus({ days: day });
  return world.clocks(FORCE, [
    { neighbourhoodId: first, dueAt: at(1), stoppedAt: at(0) },
    { neighbourhoodId: first, dueAt: at(5), stoppedAt: at(6) },
    { neighbourhoodId: second, dueAt: at(6), stoppedAt: at(5) },
    { neighbourhoodId: second, dueAt: at(-20), stoppedAt: at(-21) },
  ]);
}
