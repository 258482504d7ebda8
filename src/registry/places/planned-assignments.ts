import { formatDay } from '../../common/calendar.js';
import { DomainError } from '../../common/errors.js';
import { insertAssignment, removeAssignment, setLastDay } from '../assignment-changes.query.js';
import { ROLE_LABELS } from '../domain/assignment-role.js';
import { type Handover, planHandover } from '../domain/handover.js';
import { officerFor } from '../officer-check.js';
import { type CarriedAssignment, endAssignments } from './domain/carried-assignments.js';
import type { HeldByNumber, HeldPlace } from './places.query.js';
import { assignmentsFrom } from './places.query.js';
import type { Looking, Writing } from './planned-change.js';

/** A part of a change: what it does, and how. */
export interface PlannedPart {
  consequences: string[];
  warnings: string[];
  write(writing: Writing, neighbourhoodId: string): Promise<void>;
}

const roleOf = ({ collarNumber, role }: HeldByNumber): string =>
  `officer ${collarNumber}, ${ROLE_LABELS[role].toLowerCase()}`;

/** "Assignments of the ended neighbourhood end on its last day." */
export function planEnds(code: string, assignments: readonly HeldByNumber[], untilOn: string): PlannedPart {
  const { ended, removed } = endAssignments(assignments, untilOn) as {
    ended: HeldByNumber[];
    removed: HeldByNumber[];
  };
  return {
    consequences: [
      ...ended.map((one) => `In ${code} the assignment of ${roleOf(one)}, ends on ${formatDay(untilOn)}.`),
      ...removed.map(
        (one) =>
          `In ${code} the assignment of ${roleOf(one)}, planned from ${formatDay(one.fromOn)}, is taken out.`,
      ),
    ],
    warnings: [],
    write: async ({ manager, forceId, record }) => {
      for (const { id } of ended) {
        await setLastDay(manager, forceId, id, untilOn);
        record('alter', 'assignment', id, { untilOn });
      }
      for (const { id } of removed) {
        await removeAssignment(manager, forceId, id);
        record('erase', 'assignment', id);
      }
    },
  };
}

export interface PlannedLead extends PlannedPart {
  /** What the lead holds from then on; null if nobody was decided. */
  start: CarriedAssignment | null;
}

/** Who leads a neighbourhood of the new order from its first day: whoever was decided, else whoever does already. */
export async function planLead(
  { manager, forceId, todayOn }: Looking,
  successor: { code: string; lead: string | null; place: HeldPlace | null },
  fromOn: string,
): Promise<PlannedLead> {
  const { code, lead, place } = successor;
  const held = place ? await assignmentsFrom(manager, forceId, [place.id], fromOn) : [];
  const lastDay = place?.untilOn ?? null;
  if (lead === null) return { ...undecided(code, held, fromOn), start: null };
  const officer = await ofInto(code, () =>
    officerFor(manager, forceId, lead, 'lead', { fromOn, untilOn: lastDay }),
  );
  const handover = planHandover({
    assignments: held,
    officerId: officer.id,
    fromOn,
    todayOn,
    neighbourhoodUntilOn: lastDay,
  });
  if (handover.kind === 'refused') {
    const message = `${code} has another lead named officer from ${formatDay(handover.began.fromOn)}; leave its lead out`;
    throw DomainError.field('into', message);
  }
  if (handover.kind === 'unchanged') {
    const start = { officerId: officer.id, role: 'lead' as const, fromOn, untilOn: handover.current.untilOn };
    const consequences = [`Officer ${lead} stays lead named officer of ${code}.`];
    return { consequences, warnings: [], start, write: () => Promise.resolve() };
  }
  const start = { officerId: officer.id, role: 'lead' as const, ...handover.start };
  return {
    consequences: [
      `Officer ${lead} is lead named officer of ${code} from ${formatDay(fromOn)}.`,
      ...handover.ended.map(({ assignment, untilOn }) => {
        const one = held.find(({ id }) => id === assignment.id)!;
        return `In ${code} the assignment of ${roleOf(one)}, ends on ${formatDay(untilOn)}.`;
      }),
    ],
    warnings: [],
    start,
    write: (writing, neighbourhoodId) => writeLead(writing, neighbourhoodId, handover, start),
  };
}

async function writeLead(
  { manager, forceId, at, record }: Writing,
  neighbourhoodId: string,
  { ended, removed }: Extract<Handover, { kind: 'replaced' }>,
  start: CarriedAssignment,
): Promise<void> {
  for (const { assignment, untilOn } of ended) {
    await setLastDay(manager, forceId, assignment.id, untilOn);
    record('alter', 'assignment', assignment.id, { untilOn });
  }
  for (const { id } of removed) {
    await removeAssignment(manager, forceId, id);
    record('erase', 'assignment', id);
  }
  const id = await insertAssignment(manager, forceId, at, { neighbourhoodId, ...start });
  record('collect', 'assignment', id, { neighbourhoodId, ...start });
}

function undecided(code: string, held: readonly HeldByNumber[], fromOn: string): PlannedPart {
  const lead = held.find(({ role, fromOn: since }) => role === 'lead' && since <= fromOn);
  return {
    consequences: lead ? [`Officer ${lead.collarNumber} stays lead named officer of ${code}.`] : [],
    warnings: lead ? [] : [`${code} has no lead named officer from ${formatDay(fromOn)}: name one.`],
    write: () => Promise.resolve(),
  };
}

/** Whatever is wrong with an officer is shown beside the neighbourhoods of the new order. */
async function ofInto<T>(code: string, look: () => Promise<T>): Promise<T> {
  try {
    return await look();
  } catch (error) {
    const [wrong] = error instanceof DomainError ? error.fields : [];
    if (!wrong) throw error;
    throw DomainError.field('into', `Lead of ${code}: ${wrong.message}`);
  }
}
