import type { EntityManager } from 'typeorm';
import { newId } from '../../common/new-id.js';
import type { ListWrite } from './domain/difference.js';
import type { PlacedSeniorOfficer } from './domain/item-kinds.js';

/** How one kind of item lies in its table: its facts with their columns, and what ending it is. */
interface ItemTable {
  table: string;
  /** Fact, column and type. */
  columns: [fact: string, column: string, type: string][];
  /** With $2 the ids and $3 today. */
  end: string;
}

const LIST_TABLES = {
  links: {
    table: 'link',
    columns: [
      ['title', 'title', 'text'],
      ['url', 'url', 'text'],
      ['description', 'description', 'text'],
    ],
    // One that began today has no day left.
    end: `with gone as (delete from link where force_id = $1 and id = any($2) and lower(during) >= $3::date)
      update link set during = daterange(lower(during), $3::date)
       where force_id = $1 and id = any($2) and (lower_inf(during) or lower(during) < $3::date)`,
  },
  places: {
    table: 'place',
    columns: [
      ['type', 'type', 'text'],
      ['name', 'name', 'text'],
      ['address', 'address', 'text'],
      ['postcode', 'postcode', 'text'],
      ['telephone', 'telephone', 'text'],
      ['description', 'description', 'text'],
      ['latitude', 'latitude', 'float8'],
      ['longitude', 'longitude', 'float8'],
    ],
    end: `delete from place where force_id = $1 and id = any($2) and $3::date is not null`,
  },
  priorities: {
    table: 'priority',
    columns: [
      ['issue', 'issue', 'text'],
      ['issueAt', 'issue_at', 'timestamptz'],
      ['action', 'action', 'text'],
      ['actionAt', 'action_at', 'timestamptz'],
    ],
    end: `update priority set ended_on = $3::date where force_id = $1 and id = any($2)`,
  },
  events: {
    table: 'neighbourhood_event',
    columns: [
      ['type', 'type', 'text'],
      ['title', 'title', 'text'],
      ['address', 'address', 'text'],
      ['description', 'description', 'text'],
      ['startsAt', 'starts_at', 'timestamptz'],
      ['endsAt', 'ends_at', 'timestamptz'],
      ['email', 'email', 'text'],
      ['telephone', 'telephone', 'text'],
    ],
    end: `update neighbourhood_event set cancelled = true where force_id = $1 and id = any($2) and $3::date is not null`,
  },
} as const satisfies Record<
  string,
  { table: string; columns: readonly (readonly [string, string, string])[]; end: string }
>;

const SENIOR_OFFICERS: ItemTable = {
  table: 'senior_officer',
  columns: [
    ['place', 'place', 'int'],
    ['name', 'name', 'text'],
    ['rank', 'rank', 'text'],
    ['bio', 'bio', 'text'],
    ['email', 'email', 'text'],
    ['telephone', 'telephone', 'text'],
  ],
  end: `delete from senior_officer where force_id = $1 and id = any($2) and $3::date is not null`,
};

export type ListName = keyof typeof LIST_TABLES;
export const LIST_NAMES = Object.keys(LIST_TABLES) as ListName[];

/** Store what changes in one kind of list, of many neighbourhoods at once. */
export async function storeList(
  manager: EntityManager,
  forceId: string,
  todayOn: string,
  name: ListName,
  writes: readonly { neighbourhoodId: string; write: ListWrite<object> }[],
): Promise<void> {
  const table: ItemTable = {
    ...LIST_TABLES[name],
    columns: LIST_TABLES[name].columns.map((column) => [...column]),
  };
  await endItems(
    manager,
    forceId,
    todayOn,
    table,
    writes.flatMap(({ write }) => write.ended),
  );
  await changeItems(
    manager,
    forceId,
    table,
    writes.flatMap(({ write }) => write.changed),
  );
  const added = writes.flatMap(({ neighbourhoodId, write }) =>
    write.added.map((value) => ({ ...value, id: newId(), neighbourhoodId })),
  );
  await addItems(manager, forceId, table, added, true);
}

export async function storeSeniorOfficers(
  manager: EntityManager,
  forceId: string,
  todayOn: string,
  { added, changed, ended }: ListWrite<PlacedSeniorOfficer>,
): Promise<void> {
  await endItems(manager, forceId, todayOn, SENIOR_OFFICERS, ended);
  await changeItems(manager, forceId, SENIOR_OFFICERS, changed);
  const rows = added.map((value) => ({ ...value, id: newId() }));
  await addItems(manager, forceId, SENIOR_OFFICERS, rows, false);
}

async function endItems(
  manager: EntityManager,
  forceId: string,
  todayOn: string,
  { end }: ItemTable,
  ids: readonly string[],
): Promise<void> {
  if (ids.length > 0) await manager.query(end, [forceId, ids, todayOn]);
}

async function changeItems(
  manager: EntityManager,
  forceId: string,
  { table, columns }: ItemTable,
  changes: readonly { id: string; value: object }[],
): Promise<void> {
  if (changes.length === 0) return;
  await manager.query(
    `update ${table} x set ${columns.map(([fact, column]) => `${column} = w."${fact}"`).join(', ')}
     from jsonb_to_recordset($2::jsonb) as w(id uuid, ${columns.map(([fact, , type]) => `"${fact}" ${type}`).join(', ')})
     where x.force_id = $1 and x.id = w.id`,
    [forceId, JSON.stringify(changes.map(({ id, value }) => ({ ...value, id })))],
  );
}

async function addItems(
  manager: EntityManager,
  forceId: string,
  { table, columns }: ItemTable,
  rows: readonly object[],
  ofNeighbourhood: boolean,
): Promise<void> {
  if (rows.length === 0) return;
  const place = ofNeighbourhood ? ['neighbourhood_id', '"neighbourhoodId"', '"neighbourhoodId" uuid,'] : null;
  await manager.query(
    `insert into ${table} (force_id, id, ${place ? `${place[0]},` : ''} ${columns.map(([, column]) => column).join(', ')})
     select $1, w.id, ${place ? `w.${place[1]},` : ''} ${columns.map(([fact]) => `w."${fact}"`).join(', ')}
     from jsonb_to_recordset($2::jsonb)
       as w(id uuid, ${place ? place[2] : ''} ${columns.map(([fact, , type]) => `"${fact}" ${type}`).join(', ')})`,
    [forceId, JSON.stringify(rows)],
  );
}
