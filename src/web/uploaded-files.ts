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
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
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

/**
 * What `@Body()` is on a route with `@RouteConfig({ files: true })`: texts by field, a list of a field that occurs again,
 * and the files that were sent.
 */
export interface FormWithFile {
  fields: Record<string, string | string[]>;
  files: UploadedFile[];
  /** So much was sent that nothing of it was read, or not to its end. */
  unread: boolean;
}

/** The parts around the file: a few short fields. */
const MAX_REQUEST_BYTES = MAX_UPLOAD_BYTES + 1024 * 1024;

/**
 * Reads `multipart/form-data`, on the routes that say so and no other: elsewhere it is answered 415 as ever.
 *
 * A body that is too large is no error here: of an error the server closes the connection, and a browser that is still
 * sending shows that instead of the answer. It is answered like any form, and the rest of it is passed over.
 */
@Injectable()
export class UploadedFiles implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    // Commands build the modules without a server.
    const fastify = this.host.httpAdapter?.getInstance<FastifyInstance>();
    if (!fastify || fastify.hasContentTypeParser('multipart/form-data')) return;
    fastify.addHook('onRequest', refuseTooLarge);
    fastify.addContentTypeParser('multipart/form-data', (request: FastifyRequest, payload: Readable) =>
      readForm(request, payload),
    );
  }
}

/** `@RouteConfig({ bodyLimit, tooLarge: '…' })`: what is said of a larger body instead of the usual words. */
function refuseTooLarge(request: FastifyRequest, _reply: FastifyReply, done: (error?: Error) => void): void {
  const { bodyLimit, tooLarge } = request.routeOptions.config as { bodyLimit?: number; tooLarge?: string };
  const isTooLarge = tooLarge !== undefined && lengthOf(request) > (bodyLimit ?? Infinity);
  done(isTooLarge ? new PayloadTooLargeException(tooLarge) : undefined);
}

const lengthOf = ({ headers }: FastifyRequest): number => Number(headers['content-length'] ?? 0);

async function readForm(request: FastifyRequest, payload: Readable): Promise<FormWithFile> {
  const { files } = request.routeOptions.config as { files?: boolean };
  if (!files) throw new UnsupportedMediaTypeException();
  const form: FormWithFile = { fields: {}, files: [], unread: false };
  if (lengthOf(request) > MAX_REQUEST_BYTES) return { ...form, unread: true };
  return new Promise((resolve, reject) => {
    let received = 0;
    let busboy: BusboyInstance;
    try {
      busboy = new Busboy({
        headers: request.headers as BusboyHeaders,
        limits: {
          fields: 20,
          files: 2,
          parts: 22,
          fieldNameSize: 100,
          fieldSize: 1_000,
          fileSize: MAX_UPLOAD_BYTES,
        },
      });
    } catch {
      throw notAForm();
    }
    const passOver = (): void => {
      payload.unpipe(busboy);
      payload.resume();
    };
    const refuse = (error: Error): void => {
      passOver();
      reject(error);
    };
    payload.on('data', (part: Buffer) => {
      received += part.length;
      if (received <= MAX_REQUEST_BYTES || form.unread) return;
      passOver();
      resolve({ fields: {}, files: [], unread: true });
      form.unread = true;
    });
    payload.on('error', reject);
    busboy.on('field', (name, value) => addField(form, name, value));
    busboy.on('file', (field, stream, filename) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const bytes = Buffer.concat(parts);
        if (!filename && bytes.length === 0) return;
        if (field !== 'file') addField(form, field, nameOf(filename));
        else form.files.push({ name: nameOf(filename), bytes, tooLarge: stream.truncated });
      });
    });
    busboy.on('partsLimit', () => refuse(notAForm()));
    busboy.on('fieldsLimit', () => refuse(notAForm()));
    busboy.on('filesLimit', () => refuse(notAForm()));
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

/** As in a form without files: a name that occurs again becomes a list, which no single field takes. */
function addField({ fields }: FormWithFile, name: string, value: string): void {
  const before = Object.hasOwn(fields, name) ? fields[name] : undefined;
  fields[name] = before === undefined ? value : [before, value].flat();
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

const notAForm = (): Error => new BadRequestException();
