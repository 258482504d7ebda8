import { personText } from '../../registry/officer-wording.js';
import type { CountedMeasure } from '../measures/measure.js';
import { contactColumns } from './clock-rows.js';
import { type ListedRow, listedRows, type ListedStatement } from './listed-rows.query.js';
import type { RowColumn, RowSource, SourceRow } from './row.js';
import type { RowReader } from './row-reader.js';

/** How a counted measure is opened: which rows, and what is shown of each. */
export interface Listing extends Pick<RowSource, 'order'> {
  splits?: boolean;
  /** Has each row a contact behind it, an officer? */
  contacts?: true;
  officers?: true;
  places?: false;
  columns: RowColumn[];
  /** Shown to whoever opens contacts only, if its rows have contacts; else to whoever sees officers. */
  ownColumns?: RowColumn[];
  /** Shown to whoever sees no officers, in place of what would tell them apart. */
  othersColumns?: RowColumn[];
  /** Where the statement does not take those of the measure. */
  parameters?: CountedMeasure['parameters'];
  statement: (reader: RowReader) => Omit<ListedStatement, 'parameters'>;
  /** A fact as people read it. */
  words?: Readonly<Record<string, (fact: string) => string>>;
}

const PLACE: RowColumn = { id: 'neighbourhood', title: 'Neighbourhood', kind: 'neighbourhood' };
const OFFICER: RowColumn[] = [
  { id: 'officer', title: 'Officer', kind: 'text' },
  { id: 'collarNumber', title: 'Collar number', kind: 'text' },
];

export function listedSource(measure: CountedMeasure, listing: Listing): RowSource {
  const { order, splits = false, contacts, officers, places, columns, words = {} } = listing;
  const { ownColumns = [], othersColumns = [] } = listing;
  return {
    order,
    splits,
    key: null,
    columns: (reader) => [
      ...(contacts ? contactColumns(reader) : []),
      ...(officers && reader.seesOfficers ? OFFICER : []),
      ...(places === false ? [] : [PLACE]),
      ...((contacts ? reader.opensContacts : reader.seesOfficers) ? ownColumns : []),
      ...(reader.seesOfficers ? [] : othersColumns),
      ...columns,
    ],
    read: async (manager, asked) => {
      const parameters = (listing.parameters ?? measure.parameters)(asked.forceId, asked.span);
      const rows = await listedRows(manager, { ...listing.statement(asked.reader), parameters }, asked);
      return rows.map((row) => rowOf(row, asked.reader, words));
    },
  };
}

function rowOf(row: ListedRow, { seesWithheld }: RowReader, words: NonNullable<Listing['words']>): SourceRow {
  const { numerator, denominator, isFigure, contactId, facts, officer } = row;
  const said = Object.entries(words).map(([id, say]) => {
    const fact = facts[id];
    return [id, typeof fact === 'string' ? say(fact) : null] as const;
  });
  return {
    key: null,
    numerator,
    denominator,
    isFigure,
    contactId,
    values: {
      ...facts,
      ...Object.fromEntries(said),
      neighbourhood: row.place,
      channel: row.channel,
      reference: row.reference,
      officer: officer && personText(officer, seesWithheld),
      collarNumber: officer && officer.collarNumber,
    },
  };
}
