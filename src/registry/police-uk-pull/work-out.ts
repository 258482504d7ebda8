import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { comparedNeighbourhoods } from './compared-neighbourhoods.js';
import { compareForce, type ForceWrite } from './domain/compare-force.js';
import type { NeighbourhoodWrite } from './domain/compare-neighbourhood.js';
import type { Difference, ListWrite } from './domain/difference.js';
import type { PlacedSeniorOfficer } from './domain/item-kinds.js';
import { readForce } from './domain/read-force.js';
import { heldForce, neighbourhoodsBeside } from './held.query.js';
import type { PulledContent } from './pulled-content.js';

export type PullChange = 'added' | 'changed' | 'same' | 'refused';

/** One line of the differences: the force, its senior officers, or a neighbourhood. */
export interface PullRow {
  line: number;
  change: PullChange;
  /** A neighbourhood's code. */
  key: string;
  reason: string | null;
  detail: {
    kind: 'force' | 'senior-officers' | 'neighbourhood';
    name: string;
    differences: Difference[];
    /** How much of a boundary differs, in words. */
    boundaryShare: string | null;
    /** Tells two boundaries apart that read the same. */
    boundaryMark: string | null;
    leftOut: string[];
    onlyHere: string[];
    people: string[];
    /** Here, and no longer there. */
    gone: boolean;
  };
}

export interface WorkedOut {
  rows: PullRow[];
  /** By line what applying it writes. */
  force: ForceWrite;
  seniorOfficers: ListWrite<PlacedSeniorOfficer>;
  neighbourhoods: Map<number, NeighbourhoodWrite>;
  /** From which day new neighbourhoods exist. */
  newFromOn: string;
  /** Of what a person saw: the same again only if neither the answers nor the registry changed it. */
  fingerprint: string;
}

export const FORCE_LINE = 1;
export const SENIOR_OFFICERS_LINE = 2;
const FIRST_NEIGHBOURHOOD_LINE = 3;
/**
 * What would a pull change in the registry as of a day? `sharing` also measures how much of each boundary differs, which
 * takes long; the writes are the same without.
 */
export async function workOut(
  manager: EntityManager,
  forceId: string,
  content: PulledContent,
  todayOn: string,
  sharing: boolean,
): Promise<WorkedOut> {
  const { head } = content;
  const pulledForce = readForce(head);
  const held = await heldForce(manager, forceId);
  const { details, seniorOfficers } = compareForce(pulledForce, held);
  const detailOf = (
    more: Partial<PullRow['detail']> & Pick<PullRow['detail'], 'kind' | 'name'>,
  ): PullRow['detail'] => ({
    differences: [],
    boundaryShare: null,
    boundaryMark: null,
    leftOut: [],
    onlyHere: [],
    people: [],
    gone: false,
    ...more,
  });
  const changeOf = (differences: readonly Difference[]): PullChange =>
    differences.length > 0 ? 'changed' : 'same';
  const rows: PullRow[] = [
    {
      line: FORCE_LINE,
      change: changeOf(details.differences),
      key: 'force',
      reason: null,
      detail: detailOf({
        kind: 'force',
        name: 'Details of the force',
        differences: details.differences,
        leftOut: [...head.leftOut, ...pulledForce.leftOut],
      }),
    },
    {
      line: SENIOR_OFFICERS_LINE,
      change: changeOf(seniorOfficers.differences),
      key: 'senior officers',
      reason: null,
      detail: detailOf({
        kind: 'senior-officers',
        name: 'Senior officers',
        differences: seniorOfficers.differences,
        onlyHere: seniorOfficers.onlyHere,
      }),
    },
  ];
  const neighbourhoods = new Map<number, NeighbourhoodWrite>();
  const beside = { forceUrl: pulledForce.url ?? held.url, readAt: head.readAt };
  for await (const { index, compared, ...boundary } of comparedNeighbourhoods(manager, forceId, content, {
    ...beside,
    todayOn,
    sharing,
  })) {
    const line = FIRST_NEIGHBOURHOOD_LINE + index;
    const { code, name, change, reason, differences, leftOut, onlyHere, people, write } = compared;
    const detail = detailOf({
      kind: 'neighbourhood',
      name,
      differences,
      ...boundary,
      leftOut,
      onlyHere,
      people,
    });
    rows.push({ line, change, key: code, reason, detail });
    if (write && (change === 'added' || change === 'changed')) neighbourhoods.set(line, write);
  }
  let line = FIRST_NEIGHBOURHOOD_LINE + head.codes.length;
  for (const { code, name } of await neighbourhoodsBeside(manager, forceId, head.codes, todayOn)) {
    const reason = 'it is not shown there any more; it stays here until you end it';
    rows.push({
      line,
      change: 'same',
      key: code,
      reason,
      detail: detailOf({ kind: 'neighbourhood', name, gone: true }),
    });
    line += 1;
  }
  return {
    rows,
    force: details.write,
    seniorOfficers: seniorOfficers.write,
    neighbourhoods,
    newFromOn: held.hasNeighbourhoods ? todayOn : held.startsOn,
    fingerprint: fingerprintOf(rows),
  };
}

function fingerprintOf(rows: readonly PullRow[]): string {
  const hash = createHash('sha256');
  for (const { line, change, key, reason, detail } of rows) {
    const { kind, name, differences, boundaryMark, gone } = detail;
    hash.update(
      `${JSON.stringify([line, change, key, reason, kind, name, differences, boundaryMark, gone])}\n`,
    );
  }
  return hash.digest('hex');
}
