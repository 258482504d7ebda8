import type { INestApplicationContext } from '@nestjs/common';
import type { DateTime } from 'luxon';
import { People } from '../../access/people.js';
import type { Principal } from '../../access/principal.js';
import type { Actor } from '../../audit/audit-log.js';
import { localDayOf } from '../../common/calendar.js';
import { ForceDatabase } from '../../database/force-database.js';
import { Forces } from '../../registry/forces.js';
import { type ImportKind, RegistryImport } from '../../registry/import/registry-import.js';
import { ASSIGNMENTS } from '../data/assignments.js';
import { PEOPLE } from '../data/people.js';
import { DEMO_FORCE } from '../demo-force.js';
import { absencesFile, dutyHoursFile, eventsFile, prioritiesFile, wardsFile } from '../life-files.js';
import { assignmentsFile, neighbourhoodsFile, officersFile } from '../registry-files.js';
import { Chance } from './chance.js';

/** The files are as varied as life, and the same every time. */
const FILES_SEED = 90;

export type StoryPerson = Extract<Principal, { kind: 'person' }> & { areas: string[] };

/** Registers the force, its neighbourhoods, officers and people, by the same imports that any force uses. */
export async function registerForce(
  context: INestApplicationContext,
  startsOn: string,
  now: DateTime,
  actor: Actor,
): Promise<StoryPerson[]> {
  const forceId = DEMO_FORCE.id;
  await context.get(Forces, { strict: false }).add({ ...DEMO_FORCE, startsOn }, actor);
  const imports = context.get(RegistryImport, { strict: false });
  const todayOn = localDayOf(now);
  const chance = new Chance(FILES_SEED);
  const files: [kind: ImportKind, content: string][] = [
    ['neighbourhoods', JSON.stringify(neighbourhoodsFile())],
    ['wards', JSON.stringify(wardsFile())],
    ['officers', officersFile(todayOn)],
    ['assignments', assignmentsFile(todayOn)],
    ['absences', absencesFile(todayOn)],
    ['duty-hours', dutyHoursFile(todayOn, chance)],
    ['priorities', prioritiesFile(todayOn, chance)],
    ['events', eventsFile(now, chance)],
  ];
  for (const [kind, content] of files)
    await imports.importFile({ kind, forceId, content, actor, source: `${kind} of the demonstration` });
  return addPeople(context, actor);
}

async function addPeople(context: INestApplicationContext, actor: Actor): Promise<StoryPerson[]> {
  const forceId = DEMO_FORCE.id;
  const officers = await context
    .get(ForceDatabase, { strict: false })
    .inForce(forceId, (manager) =>
      manager.query<{ id: string; collar: string }[]>(
        `select id, collar_number as collar from officer where force_id = $1`,
        [forceId],
      ),
    );
  const people: StoryPerson[] = [];
  for (const { name, role, email, collar } of PEOPLE) {
    const officerId = officers.find((officer) => officer.collar === collar)?.id ?? null;
    const person = { name, role, email, ...(officerId && { officerId }) };
    const id = await context.get(People, { strict: false }).add(forceId, person, actor);
    const areas = ASSIGNMENTS.filter((assignment) => assignment.collar === collar).map(({ code }) => code);
    people.push({ kind: 'person', id, forceId, name, role, officerId, sessionId: '', areas });
  }
  return people;
}
