import { Injectable } from '@nestjs/common';
import pointInPolygon from '@turf/boolean-point-in-polygon';
import type { DateTime } from 'luxon';
import { localDayOf } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { AppConfig } from '../../config/app-config.js';
import { ForceDatabase } from '../../database/force-database.js';
import type { Boundary } from '../../registry/domain/boundary.js';
import { RANKS } from '../../registry/ranks.js';
import { yourAreaHref } from '../your-area-address.js';
import { AskedTogether } from './asked-together.js';
import type { AskedPoint } from './domain/asked-point.js';
import { nationalBoundary } from './domain/national-boundary.js';
import { nationalRanks } from './domain/national-rank.js';
import * as query from './national-registry.query.js';

/** The JSON text of an answer; null where there is nothing of that name today. */
export type NationalAnswer = string | null;

/** A force and, where it is about one, a neighbourhood. */
type Named = readonly [force: string, code: string];

interface Candidate {
  question: number;
  forceId: string;
  code: string;
  boundary: Boundary;
}

const RANK_NAMES = JSON.stringify(nationalRanks(RANKS));

/**
 * The registry of today as the national interface for neighbourhoods shows it. PostgreSQL writes the JSON text of every
 * answer, for all who wait in one statement; nothing is kept here between requests.
 */
@Injectable()
export class NationalRegistry {
  private readonly publicUrl: string | undefined;

  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    config: AppConfig,
  ) {
    this.publicUrl = config.PUBLIC_URL?.replace(/\/+$/, '');
  }

  readonly force = this.about(query.FORCE, () => []);
  readonly seniorOfficers = this.about(query.SENIOR_OFFICERS, () => []);
  readonly neighbourhoods = this.about(query.NEIGHBOURHOODS, (_, on) => [on]);
  readonly neighbourhood = this.about(query.NEIGHBOURHOOD, (named, on) => [
    on,
    named.map((one) => this.formAddress(one)),
  ]);
  readonly people = this.about(query.PEOPLE, (_, on) => [on, RANK_NAMES]);
  readonly priorities = this.about(query.PRIORITIES, (_, on) => [on]);
  readonly events = this.about(query.EVENTS, (_, on, now) => [on, now]);

  private readonly storedBoundary = this.about(query.BOUNDARY, (_, on) => [on]);
  private readonly located = new AskedTogether<AskedPoint, NationalAnswer>((points) =>
    this.locateAll(points),
  );

  async forces(): Promise<NationalAnswer> {
    const [row] = await this.database.statement<{ answer: string }>(...query.FORCES);
    return row!.answer;
  }

  async boundary(force: string, code: string): Promise<NationalAnswer> {
    const stored = await this.storedBoundary(force, code);
    if (stored === null) return null;
    return JSON.stringify(nationalBoundary(JSON.parse(stored) as Boundary | null));
  }

  /** The neighbourhood of whichever force that holds the point, its border included; of several the smallest. */
  locate(point: AskedPoint): Promise<NationalAnswer> {
    return this.located.ask(point);
  }

  /** Asks one statement about everything that waits; `more` are its values after the forces and the codes. */
  private about(
    [name, text]: query.Statement,
    more: (named: readonly Named[], on: string, now: DateTime) => unknown[],
  ): (force: string, code?: string) => Promise<NationalAnswer> {
    const together = new AskedTogether<Named, NationalAnswer>(async (named) => {
      const now = this.clock.now();
      const rows = await this.database.statement<{ answer: NationalAnswer }>(name, text, [
        named.map(([force]) => force),
        named.map(([, code]) => code),
        ...more(named, localDayOf(now), now),
      ]);
      return rows.map(({ answer }) => answer);
    });
    return (force, code = '') => together.ask([force, code]);
  }

  private async locateAll(points: AskedPoint[]): Promise<NationalAnswer[]> {
    const candidates = await this.database.statement<Candidate>(...query.PLACE_CANDIDATES, [
      points.map(({ longitude }) => longitude),
      points.map(({ latitude }) => latitude),
      localDayOf(this.clock.now()),
    ]);
    return points.map(({ longitude, latitude }, index) => {
      const place = candidates.find(
        ({ question, boundary }) => question === index && pointInPolygon([longitude, latitude], boundary),
      );
      return place ? JSON.stringify({ force: place.forceId, neighbourhood: place.code }) : null;
    });
  }

  private formAddress([force, code]: Named): string | null {
    return this.publicUrl === undefined ? null : `${this.publicUrl}${yourAreaHref(force, code)}/contact`;
  }
}
