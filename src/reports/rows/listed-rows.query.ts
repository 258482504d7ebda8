import type { EntityManager } from 'typeorm';
import { localDayOf } from '../../common/calendar.js';
import { withheldNumber } from '../../registry/officer-wording.js';
import type { AskedRows, RowValue } from './row.js';

/** What a counted measure counts, row by row, out of the very `from … where …` that its figure counts. */
export interface ListedStatement {
  /** The question that it answers. */
  question: string;
  /** What comes before, without `with`. */
  with?: string;
  /** Columns of a row, from `columns` below, then `from … where …`. */
  select: Partial<Record<Column, string>>;
  from: string;
  /** By the id of the column shown: an expression. */
  facts: Readonly<Record<string, string>>;
  /** Over the rows of the figure: is it this one that it gives? */
  isFigure?: string;
  /** Those of the measure itself; numbers beyond them are this statement's. */
  parameters: unknown[];
}

/** What a row may have; `sort`, which no two have alike, it must, and what it does not say is null, or counts once. */
const COLUMNS = {
  sort: 'text',
  numerator: 'int8',
  denominator: 'int8',
  neighbourhood_id: 'uuid',
  channel: 'text',
  contact_id: 'uuid',
  holder_id: 'uuid',
  officer_id: 'uuid',
} as const;
type Column = keyof typeof COLUMNS;

export interface ListedRow {
  numerator: number;
  denominator: number;
  isFigure: boolean;
  facts: Record<string, RowValue>;
  place: { code: string; name: string } | null;
  channel: string | null;
  contactId: string | null;
  reference: string | null;
  officer: { name: string; collarNumber: string; withheldNumber: string | null } | null;
}

/**
 * The rows behind the figure of a counted measure, in the order of `sort`. Who may not see officers or open a contact gets
 * neither from the database.
 */
export function listedRows(
  manager: EntityManager,
  { question, select, from, facts, isFigure = 'false', parameters, ...statement }: ListedStatement,
  { span, spot, shown, reader, after, limit }: AskedRows,
): Promise<ListedRow[]> {
  const values = [...parameters];
  const given = (value: unknown): string => `$${values.push(value)}`;
  const columns = Object.entries(COLUMNS).map(([column, type]) => {
    const otherwise = column === 'numerator' || column === 'denominator' ? '1' : `null::${type}`;
    return `${select[column as Column] ?? otherwise} as ${column}`;
  });
  const named = Object.entries(facts).map(([name, expression]) => `'${name}', ${expression}`);
  const atSpot = ['true'];
  if (spot.placeIds !== null) atSpot.push(`neighbourhood_id = any(${given(spot.placeIds)}::uuid[])`);
  if (spot.channel !== null) atSpot.push(`channel = ${given(spot.channel)}`);
  const asked = ['true'];
  if (shown !== 'all') asked.push(shown === 'counted' ? 'numerator > 0' : 'numerator = 0');
  const areas = reader.contactsOf === null ? null : given(reader.contactsOf);
  const opens = areas === null ? 'true' : `r.holder_id = any(${areas}::uuid[])`;
  const officers = reader.seesOfficers
    ? `left join officer o on o.force_id = $1 and o.id = r.officer_id`
    : `left join officer o on false`;
  return manager.query(
    `
-- ${question}
with ${statement.with ? `${statement.with}, ` : ''}listed as (
  select ${columns.join(', ')}, jsonb_build_object(${named.join(', ')}) as facts
  ${from}
), figured as (
  select l.*, ${isFigure} as is_figure from listed l where ${atSpot.join(' and ')}
), page as (
  select * from figured where ${asked.join(' and ')} order by sort collate "C" limit ${given(limit)} offset ${given(after.count)}
)
select r.numerator, r.denominator, r.is_figure as "isFigure", r.facts, r.channel,
       case when n.id is not null then jsonb_build_object('code', n.code, 'name', n.name) end as place,
       case when ${opens} then c.id end as "contactId", case when ${opens} then c.reference end as reference,
       case when o.id is not null then jsonb_build_object('name', o.name, 'collarNumber', o.collar_number,
         'withheldNumber', ${withheldNumber('o', given(localDayOf(span.cutOffAt)))}) end as officer
from page r
left join neighbourhood n on n.force_id = $1 and n.id = r.neighbourhood_id
left join contact c on c.force_id = $1 and c.id = r.contact_id
${officers}
order by r.sort collate "C"`,
    values,
  );
}
