import type { Readable } from 'node:stream';
import { Busboy, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy';
import { BadRequestException } from '@nestjs/common';
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

/** The parts around the files: a few short fields. */
const ROOM_FOR_FIELDS = 1024 * 1024;
const MOST_PARTS = 100;

/** Reads a form to its end, or as far as it goes on; what is more is passed over. */
export async function readForm(
  request: FastifyRequest,
  payload: Readable,
  { field: fileField = 'file', bytes: mostBytes, most = 1 }: FilesTaken,
  share: UploadShare,
): Promise<FormWithFile> {
  const mostOfRequest = most * mostBytes + ROOM_FOR_FIELDS;
  const form = new FormWithFile();
  return new Promise((resolve, reject) => {
    const parts: Part[] = [];
    let received = 0;
    const passOver = (): void => {
      payload.unpipe(busboy);
      payload.resume();
    };
    const refuse = (error: Error): void => {
      passOver();
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
      const part: Part = {
        field,
        filename: filename as string | undefined,
        bytes: [],
        whole: false,
        tooLarge: false,
      };
      const isFile = field === fileField && part.filename !== undefined;
      parts.push(part);
      stream.on('data', (chunk: Buffer) => {
        if (form.busy && isFile) return;
        if (isFile && !share.take(chunk.length)) {
          form.busy = true;
          part.bytes = [];
        } else part.bytes.push(chunk);
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

    function settle(): void {
      try {
        for (const part of parts.filter(({ whole }) => whole)) addPart(form, part, fileField);
        refuseUnsafeValues(form.fields);
        resolve(form);
      } catch (error) {
        reject(error as Error);
      }
    }
  });
}

interface Part {
  field: string;
  filename: string | undefined;
  bytes: Buffer[];
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

function addPart(form: FormWithFile, { field, filename, bytes, tooLarge }: Part, fileField: string): void {
  const whole = Buffer.concat(bytes);
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
