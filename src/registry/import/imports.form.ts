import { IsIn, IsOptional } from 'class-validator';
import type { FieldError } from '../../common/errors.js';
import type { Typed } from '../../web/typed.js';
import type { FormWithFile } from '../../web/form-with-file.js';
import { allColumns, type ColumnMapping, type Layout } from './domain/column-mapping.js';
import { IMPORT_KINDS, type ImportKind } from './import-kinds.js';
import { MAX_UPLOAD_BYTES } from './imports.service.js';

export const MAX_UPLOAD_TEXT = `${MAX_UPLOAD_BYTES / 1024 / 1024} MB`;

/** What is said of a file that is larger. */
export const TOO_LARGE_TEXT = `The file must be smaller than ${MAX_UPLOAD_TEXT}; split it into several files, or bring it in by the command line (npm run import)`;

export class UploadForm {
  @IsIn(IMPORT_KINDS, {
    message: ({ value }) =>
      Array.isArray(value)
        ? 'The form says more than once what the file holds; choose it once'
        : 'Choose what the file holds',
  })
  kind: ImportKind;
}

export class ApplyForm {
  @IsOptional()
  @IsIn(['yes'], { message: 'Tick the box, or leave it as it is' })
  leaveOutRefused?: 'yes';
}

/** What is wrong with the file of an upload before it is read, or nothing. */
export function fileErrors({
  files,
  unread,
  busy,
}: Pick<FormWithFile, 'files' | 'unread' | 'busy'>): FieldError[] {
  const error = (message: string): FieldError[] => [{ field: 'file', message }];
  if (busy) return error('Many files are being received just now; send it again in a minute');
  const [file, ...more] = files;
  if (unread || file?.tooLarge) return error(TOO_LARGE_TEXT);
  if (!file) return error('Choose a file');
  if (more.length > 0) return error('Choose one file; several were sent');
  return file.bytes.length === 0 ? error('The file is empty; choose another') : [];
}

/** The field of one of our columns on the page that asks which is which. */
export const columnField = (column: string): string => `column-${column}`;

/**
 * Which of the file's columns was chosen for which of ours: the fields hold positions, because an export may have two
 * columns of one name, or some without any.
 */
export function readColumns(
  typed: Typed,
  names: readonly string[],
  layout: Layout,
): { mapping: ColumnMapping; errors: FieldError[] } {
  const errors: FieldError[] = [];
  const mapping: Record<string, string> = {};
  for (const column of allColumns(layout)) {
    const field = columnField(column);
    const text = typed[field] ?? '';
    const name = /^\d{1,4}$/.test(text) ? names[Number(text)] : undefined;
    if (text === '') {
      if (layout.required.includes(column))
        errors.push({ field, message: `Choose the column that is ${column}` });
    } else if (name === undefined) {
      errors.push({ field, message: `Choose a column of the file for ${column}` });
    } else if (name in mapping) {
      errors.push({
        field,
        message: `${name} is already ${mapping[name]}; choose another column for ${column}`,
      });
    } else if (names.indexOf(name) !== names.lastIndexOf(name)) {
      errors.push({
        field,
        message: `Two columns are called "${name}"; name one of them otherwise in the file`,
      });
    } else mapping[name] = column;
  }
  return { mapping, errors };
}

/** The fields as they stand before anything was chosen: what was used last, or the same name. */
export function columnsTyped(names: readonly string[], layout: Layout, remembered: ColumnMapping): Typed {
  const chosen = names.map((name) => (Object.hasOwn(remembered, name) ? remembered[name] : undefined));
  return Object.fromEntries(
    allColumns(layout).map((column) => {
      const used = chosen.indexOf(column);
      const position = used >= 0 ? used : names.findIndex((name) => sameName(name, column));
      return [columnField(column), position >= 0 ? String(position) : ''];
    }),
  );
}

/** `Collar Number` is `collar_number`. */
const sameName = (theirs: string, ours: string): boolean =>
  theirs.toLowerCase().replace(/[^a-z0-9]+/g, '_') === ours;
