import { EVENT_LAYOUT, type EventRow, parseEventRow } from './domain/event-row.js';
import { type Placed, readCsv } from './csv-file.js';
import type { ImportContext, ImportPlan, ReadFile, ReadOptions } from './import-context.js';
import { rowsOfPlaces } from './place-rows.js';
import { planRows, storedOf, type Values, type WantedRow, plannedBy } from './plan-rows.js';
import { type RecordedEvent, recordedEvents } from './recorded-rows.query.js';
import { repeatsOf } from './repeats.js';
import { type StoredTable, storeRows } from './store-rows.query.js';

const EVENT: StoredTable = {
  table: 'neighbourhood_event',
  values: {
    neighbourhood_id: 'uuid',
    type: 'text',
    title: 'text',
    address: 'text',
    description: 'text',
    starts: 'timestamptz',
    ends: 'timestamptz',
    email: 'text',
    telephone: 'text',
    attended: 'integer',
    volunteers: 'integer',
    cancelled: 'text',
    external_id: 'text',
  },
  columns: {
    neighbourhood_id: 'w.neighbourhood_id',
    type: 'w.type',
    title: 'w.title',
    address: 'w.address',
    description: 'w.description',
    starts_at: 'w.starts',
    ends_at: 'w.ends',
    email: 'w.email',
    telephone: 'w.telephone',
    attended: 'w.attended',
    volunteers: 'w.volunteers',
    cancelled: `w.cancelled = 'yes'`,
    external_id: 'w.external_id',
  },
};

/**
 * Adds and changes events; what the file does not name stays as it is. An event is known by the force's own id, or
 * without one by neighbourhood, title and beginning.
 */
export async function readEvents(bytes: Buffer, { forceId, mapping }: ReadOptions): Promise<ReadFile> {
  const file = await readCsv(bytes, { layout: EVENT_LAYOUT, mapping, forceId, parseRow: parseEventRow });
  const unique = repeatsOf(file.rows, (row) =>
    row.externalId ? `id ${row.externalId}` : `${row.neighbourhoodCode} ${row.startsAt} ${row.title}`,
  );
  return plannedBy(planFile, file, unique);
}

async function planFile(context: ImportContext, rows: readonly Placed<EventRow>[]): Promise<ImportPlan> {
  const { manager, forceId } = context;
  const { places, recorded, problems } = await rowsOfPlaces(context, rows, (asked) =>
    recordedEvents(manager, forceId, asked),
  );
  const byKey = new Map(recorded.map((one) => [`${one.neighbourhoodId} ${one.startsAt} ${one.title}`, one]));
  const byId = new Map(recorded.map((one) => [one.externalId, one]));
  const wanted = rows.flatMap((row): WantedRow[] => {
    const place = places.get(row.neighbourhoodCode);
    if (!place) return [];
    const held =
      (row.externalId ? byId.get(row.externalId) : undefined) ??
      byKey.get(`${place.id} ${row.startsAt} ${row.title}`);
    const values = valuesOf({ ...row, neighbourhoodId: place.id, code: row.neighbourhoodCode });
    return [
      {
        line: row.line,
        key: `${row.neighbourhoodCode} ${row.type}`,
        // A column that the file does not have leaves a known event as it is; a new one is not cancelled.
        values: {
          ...values,
          cancelled: row.cancelled === undefined && held ? undefined : values['cancelled'],
          external_id: row.externalId ?? undefined,
        },
        known: held && { id: held.id, values: valuesOf(held) as Record<string, string | null> },
      },
    ];
  });
  const plan = await planRows(wanted, ({ cancelled }) => cancelled?.[0] === 'no' && cancelled[1] === 'yes');
  return {
    ...plan,
    problems,
    notes: [],
    async store() {
      await storeRows(context, EVENT, plan);
      return storedOf('neighbourhood', 'neighbourhood_id', plan);
    },
  };
}

function valuesOf(
  event: Omit<EventRow, 'neighbourhoodCode'> & Pick<RecordedEvent, 'neighbourhoodId' | 'code'>,
): Values {
  return {
    neighbourhood_id: event.neighbourhoodId,
    neighbourhood_code: event.code,
    type: event.type,
    title: event.title,
    address: event.address,
    description: event.description,
    starts: event.startsAt,
    ends: event.endsAt,
    email: event.email,
    telephone: event.telephone,
    attended: event.attended,
    volunteers: event.volunteers,
    cancelled: event.cancelled ? 'yes' : 'no',
    external_id: event.externalId,
  };
}
