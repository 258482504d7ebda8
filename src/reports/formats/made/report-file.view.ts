import { formatInstant } from '../../../common/calendar.js';
import { periodWords } from '../../document/period-words.js';
import type { FileFormat } from '../report-formats.js';
import type { FileRow } from './report-file.query.js';

export const fileHref = (id: string): string => `/reports/files/${id}`;

const FORMAT_TITLES: Record<FileFormat, string> = {
  csv: 'CSV file',
  json: 'JSON file',
  zip: 'CSV files',
  xlsx: 'workbook',
  pdf: 'PDF',
};

/** Is it neither made nor given up? */
export function isUnderWay({ doneAt, problem }: FileRow): boolean {
  return doneAt === null && problem === null;
}

/** The page about a file that is being made, is ready or has failed. */
export function fileView(file: FileRow): { title: string } & Record<string, unknown> {
  const { id, doneAt, problem, name } = file;
  const what = `${FORMAT_TITLES[file.format]} of the compliance report`;
  return {
    title: doneAt ? `The ${what} is ready` : problem ? `The ${what} was not made` : `Making the ${what}`,
    of: file.fromOn && subjectOf(file),
    asked: formatInstant(file.askedAt),
    problem,
    waiting: isUnderWay(file) && !file.isClaimed,
    making: isUnderWay(file) && file.isClaimed,
    refresh: isUnderWay(file) && { href: fileHref(id) },
    download: doneAt && {
      text: `Download the ${FORMAT_TITLES[file.format]}`,
      href: `${fileHref(id)}/${name}`,
    },
    name,
    again: problem && { href: askedHref(file) },
    report: { href: askedHref(file, '') },
  };
}

/** `October 2026, command area WEST`. */
function subjectOf({ fromOn, toOn, part }: FileRow): string {
  const [kind = '', code] = part.split(':');
  const words = code === undefined ? null : `${kind.replace('-', ' ')} ${code}`;
  return [periodWords({ fromOn: fromOn!, toOn: toOn! }), words].filter(Boolean).join(', ');
}

/** Where the same was asked for, or with nothing after it the report itself. */
function askedHref({ format, reportId, fromOn, toOn, part }: FileRow, extension = `.${format}`): string {
  if (reportId) return `/reports/${reportId}${extension}`;
  const query = new URLSearchParams({ from: fromOn!, to: toOn!, ...(part && { part }) });
  return `/reports/compliance${extension}?${query.toString()}`;
}
