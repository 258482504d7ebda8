import type { Readable } from 'node:stream';
import { Busboy, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy';
import { BadRequestException, PayloadTooLargeException } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../common/errors.js';
import { utf8 } from './body-parsers.js';
import { refuseUnsafeValues } from './unsafe-values.js';
import type { UploadShare } from './upload-memory.js';

/** A file of a form, whole in memory: its size is limited. */
export interface UploadedFile {
  /** As the browser tells it, without folders. */
  name: string;
  bytes: Buffer;
  /** It was larger than may be; `bytes` is its beginning. */
  tooLarge: boolean;
}

/** What a route takes: `@RouteConfig({ files: { bytes: MAX_UPLOAD_BYTES } satisfies FilesTaken })`. */
export interface FilesTaken {
  /** The field that holds files; a file in another one counts as a text. */
  field?: string;
  /** Bytes of one file at most. */
  bytes: number;
  /** So many files at most are meant; more are read while they are small, so that it can be said that they are too many. */
  most?: number;
}

/**
 * What `@Body()` is on a route that takes files: texts by field, a list of a field that occurs again, and the files that
 * were sent.
 */
export class FormWithFile {
  fields: Record<string, string | string[]> = {};
  readonly files: UploadedFile[] = [];
  /** So much was sent that it was not read to its end. */
  unread = false;
  /** There was no room for a file; try again in a moment. */
  busy = false;
}

/** The fields of a form that may bring files, and the files: without any a program may send it as an ordinary form. */
export function sentForm(body: unknown): { fields: unknown; sent: FormWithFile } {
  return body instanceof FormWithFile
    ? { fields: body.fields, sent: body }
    : { fields: body, sent: new FormWithFile() };
}

/** The parts around the files: a few short fields, one of them a message. */
const MOST_BYTES_OF_A_TEXT = 64 * 1024;
const MOST_BYTES_OF_TEXTS = 256 * 1024;
const MOST_PARTS = 50;
/** What else there is of a form: its boundaries and the headers of its parts, and what is wrong with its texts. */
const ROOM_AROUND_FILES = 1024 * 1024;

/**
 * Reads a form to its end, or as far as it goes on; what is more is passed over. All that is kept of it is counted: of files
 * as many bytes as there is room for, of texts so few that a form without room for them is refused.
 */
export async function readForm(
  request: FastifyRequest,
  payload: Readable,
  { field: fileField = 'file', bytes: mostBytes, most = 1 }: FilesTaken,
  share: UploadShare,
): Promise<FormWithFile> {
  const mostOfRequest = most * mostBytes + ROOM_AROUND_FILES;
  const form = new FormWithFile();
  return new Promise((resolve, reject) => {
    const parts: Part[] = [];
    let received = 0;
    let ofTexts = 0;
    const passOver = (): void => {
      payload.unpipe(busboy);
      payload.resume();
    };
    const refuse = (error: Error): void => {
      passOver();
      form.unread = true;
      // The rest may take long to come, and nothing is kept until then.
      for (const part of parts) part.bytes = [];
      reject(error);
    };
    const busboy = busboyOf(request, mostBytes);
    payload.on('data', (chunk: Buffer) => {
      received += chunk.length;
      if (received <= mostOfRequest || form.unread) return;
      form.unread = true;
      passOver();
      settle();
    });
    payload.on('error', reject);
    // Every part as bytes: what is no file is read as UTF-8 here, and refused if it is none.
    busboy.on('file', (field, stream, filename) => {
      const name = filename as string | undefined;
      const part: Part = { field, filename: name, bytes: [], length: 0, whole: false, tooLarge: false };
      const isFile = field === fileField && part.filename !== undefined;
      parts.push(part);
      stream.on('data', (chunk: Buffer) => {
        if (form.unread) return;
        if (isFile) return keepOfFile(part, chunk);
        ofTexts += chunk.length;
        part.length += chunk.length;
        if (part.length > MOST_BYTES_OF_A_TEXT || ofTexts > MOST_BYTES_OF_TEXTS) refuse(tooLong());
        else if (!share.take(chunk.length)) refuse(noRoom());
        // A copy: a short text would hold all of what came with it.
        else part.bytes.push(Buffer.from(chunk));
      });
      stream.on('end', () => {
        part.whole = true;
        part.tooLarge = stream.truncated;
      });
      stream.on('error', () => refuse(notAForm()));
    });
    for (const wrong of ['partsLimit', 'error'] as const) busboy.on(wrong, () => refuse(notAForm()));
    busboy.on('finish', settle);
    payload.pipe(busboy);

    function keepOfFile(part: Part, chunk: Buffer): void {
      if (form.busy) return;
      form.busy = !share.take(chunk.length);
      if (form.busy) part.bytes = [];
      else part.bytes.push(chunk);
    }

    function settle(): void {
      try {
        for (const part of parts) addPart(form, part, fileField);
        refuseUnsafeValues(form.fields);
        resolve(form);
      } catch (error) {
        refuse(error as Error);
      }
    }
  });
}

interface Part {
  field: string;
  filename: string | undefined;
  bytes: Buffer[];
  length: number;
  whole: boolean;
  tooLarge: boolean;
}

/** @throws BadRequestException if it is no form */
function busboyOf({ headers }: FastifyRequest, mostBytes: number): BusboyInstance {
  try {
    return new Busboy({
      headers: headers as BusboyHeaders,
      isPartAFile: () => true,
      limits: {
        parts: MOST_PARTS,
        fieldNameSize: 100,
        fileSize: mostBytes,
        headerPairs: 20,
        headerSize: 16_384,
      },
    });
  } catch {
    throw notAForm();
  }
}

function addPart(form: FormWithFile, part: Part, fileField: string): void {
  const { field, filename, tooLarge } = part;
  const whole = part.whole ? Buffer.concat(part.bytes) : undefined;
  // Or it would be held twice.
  part.bytes = [];
  if (!whole) return;
  // A field for files in which none was chosen.
  if (!filename && filename !== undefined && whole.length === 0) return;
  if (field === fileField && filename !== undefined) {
    form.files.push({ name: nameOf(filename), bytes: whole, tooLarge });
  } else addField(form, field, filename === undefined ? utf8(whole) : nameOf(filename));
}

/** As in a form without files: a name that occurs again becomes a list, which no single field takes. */
function addField({ fields }: FormWithFile, name: string, value: string): void {
  if (name in Object.prototype) throw DomainError.invalid(`The field name ${name} is reserved; remove it.`);
  const before = fields[name];
  fields[name] = before === undefined ? value : [before, value].flat();
}

/** Browsers have sent whole paths; a name is for people to recognise the file by, so it holds nothing that cannot be seen. */
function nameOf(filename: string): string {
  const name = filename
    .split(/[\\/]/)
    .at(-1)!
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    .trim();
  return name.slice(0, 200) || 'file';
}

const notAForm = (): Error => new BadRequestException();
const tooLong = (): Error => new PayloadTooLargeException('A field of the form is too long. Shorten it.');
const noRoom = (): Error =>
  new DomainError('unavailable', 'Many files are being received just now. Send it again in a minute.');
