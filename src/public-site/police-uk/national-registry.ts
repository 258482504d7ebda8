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

/** The force, and what else names the thing asked about. */
type Question = readonly [force: string, ...more: (string | null)[]];

interface Candidate {
  question: number;
  force: string;
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

  readonly force = this.about(query.FORCE);
  readonly seniorOfficers = this.about(query.SENIOR_OFFICERS);
  readonly neighbourhoods = this.about(query.NEIGHBOURHOODS, (on) => [on]);
  readonly people = this.about(query.PEOPLE, (on) => [on, RANK_NAMES]);
  readonly priorities = this.about(query.PRIORITIES, (on) => [on]);
  readonly events = this.about(query.EVENTS, (on, now) => [on, now]);

  private readonly described = this.about(query.NEIGHBOURHOOD, (on) => [on]);
  private readonly storedBoundary = this.about(query.BOUNDARY, (on) => [on]);
  private readonly located = new AskedTogether<AskedPoint, NationalAnswer>((points) =>
    this.locateAll(points),
  );

  async forces(): Promise<NationalAnswer> {
    const [answer] = await this.database.texts(...query.FORCES);
    return answer!;
  }

  neighbourhood(force: string, code: string): Promise<NationalAnswer> {
    return this.described(force, code, this.formAddress(force, code));
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

  /** A lone question is asked by itself, what waits in one statement; `more` are its values after the question. */
  private about(
    { one, each }: query.Asked,
    more: (on: string, now: DateTime) => unknown[] = () => [],
  ): (...question: Question) => Promise<NationalAnswer> {
    const together = new AskedTogether<Question, NationalAnswer>((questions) => {
      const now = this.clock.now();
      const [first] = questions as [Question];
      const [[name, text], values] =
        questions.length === 1
          ? [one, first]
          : [each, first.map((_, column) => questions.map((question) => question[column]))];
      return this.database.texts(name, text, [...values, ...more(localDayOf(now), now)]);
    });
    return (...question) => together.ask(question);
  }

  private async locateAll(points: AskedPoint[]): Promise<NationalAnswer[]> {
    const rows = await this.database.texts(...query.PLACE_CANDIDATES, [
      points.map(({ longitude }) => longitude),
      points.map(({ latitude }) => latitude),
      localDayOf(this.clock.now()),
    ]);
    const candidates = rows.map((row) => JSON.parse(row!) as Candidate);
    return points.map(({ longitude, latitude }, index) => {
      const place = candidates.find(
        ({ question, boundary }) => question === index && pointInPolygon([longitude, latitude], boundary),
      );
      return place ? JSON.stringify({ force: place.force, neighbourhood: place.code }) : null;
    });
  }

  private formAddress(force: string, code: string): string | null {
    return this.publicUrl === undefined ? null : `${this.publicUrl}${yourAreaHref(force, code)}/contact`;
  }
}
