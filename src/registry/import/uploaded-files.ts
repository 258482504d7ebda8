import type { Readable } from 'node:stream';
import { Busboy, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy';
import {
  BadRequestException,
  Injectable,
  type OnModuleInit,
  PayloadTooLargeException,
  UnsupportedMediaTypeException,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refuseUnsafeValues } from '../../web/unsafe-values.js';
import { MAX_UPLOAD_BYTES } from './imports.service.js';

/** A file of a form, whole in memory: its size is limited. */
export interface UploadedFile {
  /** As the browser tells it, without folders. */
  name: string;
  bytes: Buffer;
  /** It was larger than may be; `bytes` is its beginning. */
  tooLarge: boolean;
}

/** What `@Body()` is on a route with `@RouteConfig({ files: true })`: texts by field, and at most one file. */
export interface FormWithFile {
  fields: Record<string, string>;
  file: UploadedFile | null;
}

/** The parts around the file: a few short fields. */
const MAX_REQUEST_BYTES = MAX_UPLOAD_BYTES + 1024 * 1024;

/** Reads `multipart/form-data`, on the routes that say so and no other: elsewhere it is answered 415 as ever. */
@Injectable()
export class UploadedFiles implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    // Commands build the modules without a server.
    const fastify = this.host.httpAdapter?.getInstance<FastifyInstance>();
    if (!fastify || fastify.hasContentTypeParser('multipart/form-data')) return;
    fastify.addContentTypeParser('multipart/form-data', (request: FastifyRequest, payload: Readable) =>
      readForm(request, payload),
    );
  }
}

async function readForm(request: FastifyRequest, payload: Readable): Promise<FormWithFile> {
  const { files } = request.routeOptions.config as { files?: boolean };
  if (!files) throw new UnsupportedMediaTypeException();
  if (Number(request.headers['content-length'] ?? 0) > MAX_REQUEST_BYTES) throw tooLarge();
  return new Promise((resolve, reject) => {
    const form: FormWithFile = { fields: {}, file: null };
    let received = 0;
    let busboy: BusboyInstance;
    try {
      busboy = new Busboy({
        headers: request.headers as BusboyHeaders,
        limits: {
          fields: 20,
          files: 1,
          parts: 22,
          fieldNameSize: 100,
          fieldSize: 1_000,
          fileSize: MAX_UPLOAD_BYTES,
        },
      });
    } catch {
      throw notAForm();
    }
    const refuse = (error: Error): void => {
      payload.unpipe(busboy);
      payload.resume();
      reject(error);
    };
    payload.on('data', (part: Buffer) => {
      received += part.length;
      if (received > MAX_REQUEST_BYTES) refuse(tooLarge());
    });
    payload.on('error', reject);
    busboy.on('field', (name, value) => {
      if (!(name in Object.prototype)) form.fields[name] = value;
    });
    busboy.on('file', (_field, stream, filename) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const bytes = Buffer.concat(parts);
        if (!filename && bytes.length === 0) return;
        form.file = { name: nameOf(filename), bytes, tooLarge: stream.truncated };
      });
    });
    busboy.on('error', () => refuse(notAForm()));
    busboy.on('finish', () => {
      try {
        refuseUnsafeValues(form.fields);
        resolve(form);
      } catch (error) {
        reject(error as Error);
      }
    });
    payload.pipe(busboy);
  });
}

/** Browsers have sent whole paths; a name is for people to recognise the file by. */
function nameOf(filename: string | undefined): string {
  const name = (filename ?? '')
    .split(/[\\/]/)
    .at(-1)!
    .replace(/[\p{Cc}\p{Cs}]/gu, '')
    .trim();
  return name.slice(0, 200) || 'file';
}

const tooLarge = (): Error => new PayloadTooLargeException();
const notAForm = (): Error => new BadRequestException();
