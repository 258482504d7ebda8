import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { coverageStateOn } from '../coverage/coverage.js';
import { belongsToWard, type WardState, wardState } from '../coverage/domain/ward-state.js';
import { type WardPart, wardsOn, type WardWithParts } from './wards.query.js';

export interface MappedPart extends WardPart {
  /** Does the neighbourhood count for the ward? */
  belongs: boolean;
  covered: boolean;
}

export interface MappedWard extends WardWithParts {
  parts: MappedPart[];
  /** Of the day; null if the ward does not exist on it. */
  state: WardState | null;
}

/** Wards with the neighbourhoods they map to and their state, inside a transaction of the force. */
@Injectable()
export class WardQueries {
  /** The wards that exist on a day, by name. */
  async list(
    manager: EntityManager,
    forceId: string,
    filter: { on: string; search?: string | undefined; limit: number; offset: number },
  ): Promise<{ rows: MappedWard[]; total: number }> {
    const { on, search, limit, offset } = filter;
    const found = await wardsOn(manager, forceId, { on, search: search?.trim() || null, limit, offset });
    const covered = await coveredOn(manager, forceId, on);
    return { rows: found.rows.map((ward) => mapped(ward, covered, on)), total: found.total };
  }

  /** One ward by its code, whether or not it exists on the day; else null. */
  async find(manager: EntityManager, forceId: string, code: string, on: string): Promise<MappedWard | null> {
    const { rows } = await wardsOn(manager, forceId, { on, code, search: null, limit: 1, offset: 0 });
    return rows[0] ? mapped(rows[0], await coveredOn(manager, forceId, on), on) : null;
  }
}

async function coveredOn(manager: EntityManager, forceId: string, on: string): Promise<Set<string>> {
  const states = await coverageStateOn(manager, forceId, on);
  return new Set(states.filter(({ covered }) => covered).map(({ neighbourhoodId }) => neighbourhoodId));
}

function mapped(ward: WardWithParts, coveredIds: ReadonlySet<string>, on: string): MappedWard {
  const parts = ward.parts.map((part) => ({
    ...part,
    belongs: belongsToWard(part.share, part.chosen),
    covered: coveredIds.has(part.neighbourhoodId),
  }));
  const exists = (ward.fromOn === null || ward.fromOn <= on) && (ward.untilOn === null || on <= ward.untilOn);
  const counted = parts.filter(({ belongs }) => belongs);
  return { ...ward, parts, state: exists ? wardState(counted.map(({ covered }) => covered)) : null };
}
