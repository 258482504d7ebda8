import { randomUUID } from 'node:crypto';
import { ReportsWorld } from './reports-world.js';

/** Days as PostgreSQL reads them: `[2026-03-01,2026-03-10]`, `(,)`. */
export type Days = string;

export interface PastOfOfficer {
  /** Constable on all days, unless given. */
  ranks?: [rank: string, days: Days][];
  withheld?: Days[];
  service?: Days;
  absences?: [kind: string, days: Days][];
  email?: Days[];
  /** Days on which every try of the public address failed. */
  failures?: Days[];
}

export interface PastOfPlace {
  during?: Days;
  /** A form on all days, unless given. */
  routes?: [kind: string, days: Days][];
  /** Days on which every try of a route failed. */
  failures?: [kind: string, days: Days][];
  assignments?: [officer: string, role: string, days: Days][];
}

const AT = '2025-01-01T00:00:00Z';
const ALWAYS = '(,)';

/** What coverage asks of a force, written past the application into the dated tables themselves. */
export class CoverageWorld {
  private constructor(readonly reports: ReportsWorld) {}

  static async open(): Promise<CoverageWorld> {
    return new CoverageWorld(await ReportsWorld.open());
  }

  close(): Promise<void> {
    return this.reports.close();
  }

  force(id: string, startsOn?: string): Promise<string> {
    return this.reports.force(id, startsOn);
  }

  /** Names the officer's id. */
  async officer(force: string, collar: string, past: PastOfOfficer = {}): Promise<string> {
    const {
      ranks = [['constable', ALWAYS]],
      withheld = [],
      service = ALWAYS,
      absences = [],
      email = [],
      failures = [],
    } = past;
    const officerId = randomUUID();
    const row = { force_id: force, id: officerId, collar_number: collar, name: `Officer ${collar}` };
    const [[rank] = ['constable']] = ranks;
    await this.reports.insert('officer', [
      { ...row, rank, name_withheld: false, in_service: service, created_at: AT, updated_at: AT, version: 1 },
    ]);
    await this.reports.admin.query('delete from officer_rank where force_id = $1 and officer_id = $2', [
      force,
      officerId,
    ]);
    const of = (): object => ({ force_id: force, id: randomUUID(), officer_id: officerId, version: 1 });
    await this.reports.insert(
      'officer_rank',
      ranks.map(([name, during]) => ({ ...of(), rank: name, during })),
    );
    await this.reports.insert(
      'officer_name_withheld',
      withheld.map((during) => ({ ...of(), during })),
    );
    await this.reports.insert(
      'absence',
      absences.map(([kind, during]) => ({
        ...of(),
        kind,
        during,
        hours: kind === 'abstraction' ? 8 : null,
        recorded_at: AT,
      })),
    );
    await this.reports.insert(
      'contact_route',
      email.map((during) => ({ ...of(), kind: 'email', value: 'pc@force.example', during })),
    );
    await this.reports.insert(
      'route_failure',
      failures.map((during) => ({ ...of(), kind: 'email', during })),
    );
    return officerId;
  }

  /** Names the neighbourhood's id; `officers` says which id an assignment's officer has. */
  async place(
    force: string,
    code: string,
    { during = '[2020-01-01,)', routes = [['form', ALWAYS]], failures = [], assignments = [] }: PastOfPlace,
    officers: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    const placeId = await this.reports.neighbourhood(force, code, {
      during,
      form_enabled: false,
      version: 1,
    });
    const of = (): object => ({ force_id: force, id: randomUUID(), neighbourhood_id: placeId, version: 1 });
    await this.reports.insert(
      'contact_route',
      routes.map(([kind, days]) => ({ ...of(), kind, value: 'given', during: days })),
    );
    await this.reports.insert(
      'route_failure',
      failures.map(([kind, days]) => ({ ...of(), kind, during: days })),
    );
    await this.reports.insert(
      'assignment',
      assignments.map(([officer, role, days]) => ({
        ...of(),
        officer_id: officers[officer],
        role,
        during: days,
        recorded_at: AT,
      })),
    );
    return placeId;
  }

  /** A ward with the shares of its area and what was decided about it. */
  ward(
    force: string,
    code: string,
    {
      shares = [],
      ...more
    }: { shares?: [placeId: string, share: number][] } & Parameters<ReportsWorld['ward']>[3] = {},
  ): Promise<string> {
    return this.reports.ward(force, code, shares, more);
  }
}
