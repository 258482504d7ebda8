import { ApiProperty } from '@nestjs/swagger';
import { ComplianceReport } from '../compliance-report.js';
import { DEFINITIONS_VERSION, MEASURES } from '../measures/catalogue.js';
import { LIMITS } from '../document/limits.js';
import { whyNoSeries } from '../series/series-measures.js';
import { type DescribedField, describedFields } from './described-fields.js';
import { FIGURE_COLUMNS } from './figure-columns.js';
import { tablesOfReports } from './table-columns.js';

const text = { type: String, nullable: true } as const;

export class DictionaryMeasure {
  @ApiProperty({ example: 'share-met' }) id: string;
  @ApiProperty() section: string;
  @ApiProperty() title: string;
  @ApiProperty() definition: string;
  @ApiProperty({ description: 'The words of the guarantee, or of our rules, that it serves.' })
  clause: string;
  @ApiProperty({ description: 'What is counted.' }) numerator: string;
  @ApiProperty({ ...text, description: 'What it is counted of; null for a count.' }) denominator:
    string | null;
  @ApiProperty() unit: string;
  @ApiProperty({ type: [String], description: 'By what it is shown besides the whole force.' })
  breakdowns: string[];
  @ApiProperty({
    ...text,
    description: 'Why there are no months of it (`/api/v1/reports/series`); null if there are, as of most.',
  })
  withoutMonths: string | null;
  @ApiProperty({ description: 'Its answer for the worked example that a test computes.' }) example: string;
}

export class DictionaryField {
  @ApiProperty({
    example: 'figures[].shown',
    description: 'Where it stands in the JSON; [] is each of a list.',
  })
  name: string;
  @ApiProperty() type: string;
  @ApiProperty({ description: 'Whether it may be null.' }) nullable: boolean;
  @ApiProperty({ description: 'Whether a report may lack it.' }) optional: boolean;
  @ApiProperty(text) unit: string | null;
  @ApiProperty() meaning: string;
  @ApiProperty({ type: [String], nullable: true }) allowedValues: string[] | null;
  @ApiProperty({ description: 'The version of the definitions since which reports have it.' }) since: string;
}

export class DictionaryColumn {
  @ApiProperty({ example: 'figures', description: 'The CSV file, without .csv.' }) table: string;
  @ApiProperty({ description: 'The head of the column.' }) name: string;
  @ApiProperty() type: string;
  @ApiProperty(text) unit: string | null;
  @ApiProperty() meaning: string;
  @ApiProperty({ type: [String], nullable: true }) allowedValues: string[] | null;
  @ApiProperty({ ...text, description: 'The field of the JSON that holds the same.' }) field: string | null;
  @ApiProperty({
    ...text,
    description:
      'The version of the definitions since which reports have it; null for a table, into which any report is laid out.',
  })
  since: string | null;
}

export class DictionaryTable {
  @ApiProperty({ example: 'figures', description: 'The CSV file, without .csv.' }) id: string;
  @ApiProperty() caption: string;
}

/** What every measure, field and column of a report means. */
export class DataDictionary {
  @ApiProperty({ description: 'The version of the definitions that it describes.' })
  definitionsVersion: string;
  @ApiProperty({ type: [DictionaryMeasure] }) measures: DictionaryMeasure[];
  @ApiProperty({ type: [DictionaryField] }) fields: DictionaryField[];
  @ApiProperty({ type: [DictionaryTable] }) tables: DictionaryTable[];
  @ApiProperty({ type: [DictionaryColumn] }) columns: DictionaryColumn[];
  @ApiProperty({
    type: [String],
    description: 'What the figures cannot say, and what is not stored and so is in no figure.',
  })
  limits: string[];
}

/** The table that has every figure, one a row. */
const FIGURES = { id: 'figures', caption: 'Every figure, one a row' };

let made: DataDictionary | undefined;

/**
 * The dictionary of the reports that are made now: put together from the catalogue of measures, the descriptions of the
 * model and the tables that a report is laid out in, once.
 */
export const dataDictionary = (): DataDictionary => (made ??= makeDictionary());

function makeDictionary(): DataDictionary {
  const fields = describedFields(ComplianceReport);
  const { tables, columns } = tablesOfReports();
  const figures = Object.entries(FIGURE_COLUMNS).map(([name, field]) => ({
    ...{ table: FIGURES.id, name, unit: null, meaning: '', field },
  }));
  return {
    definitionsVersion: DEFINITIONS_VERSION,
    measures: MEASURES.map((measure) => {
      const { id, section, title, definition, clause, numerator, denominator = null, unit, by } = measure;
      return {
        ...{ id, section, title, definition, clause, numerator, denominator, unit },
        breakdowns: [...by],
        withoutMonths: whyNoSeries(measure),
        example: measure.example.words,
      };
    }),
    fields,
    tables: [FIGURES, ...tables],
    columns: [...figures, ...columns].map((column) => withField(column, fields)),
    limits: [...LIMITS],
  };
}

/** What is the same as a field of the model is described by it. */
function withField(
  column: Pick<DictionaryColumn, 'table' | 'name' | 'unit' | 'meaning' | 'field'>,
  fields: readonly DescribedField[],
): DictionaryColumn {
  const { field } = column;
  if (field === null) return { ...column, type: 'text', allowedValues: null, since: null };
  const described = fields.find(({ name }) => name === field);
  if (!described) throw new Error(`No report has the field ${field}.`);
  const { type, unit, meaning, allowedValues, since } = described;
  return { ...column, type, unit, meaning, allowedValues, since };
}
