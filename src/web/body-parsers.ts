import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError } from '../common/errors.js';
import { refuseEndlessJson, refuseUnsafeValues } from './unsafe-values.js';
import { readInWholeBlocks } from './whole-blocks.js';

type Done = (error: Error | null, body?: unknown) => void;

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/** More fields than any form of ours has; guards against a body made only to be slow to read. */
const MAX_FORM_FIELDS = 1000;

/**
 * Reads bodies as bytes, so that wrong UTF-8 is refused instead of being stored as replacement characters.
 * JSON (also `…+json`), forms and CSV are read; any other media type is answered 415.
 */
export function useStrictBodyParsers(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  readInWholeBlocks(fastify as unknown as FastifyInstance);
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  const readJson = (request: FastifyRequest, bytes: Buffer, done: Done): void => {
    refuseEndlessJson(bytes);
    let error: Error | null = null;
    let body: unknown;
    // Fastify's parser calls back before it returns, from inside a `try` that would swallow what we throw there.
    void parseJson(request, utf8(bytes), (refused: Error | null, parsed?: unknown) => {
      [error, body] = [refused, parsed];
    });
    if (!error) refuseUnsafeValues(body);
    done(error, body);
  };
  fastify.removeContentTypeParser('text/plain');
  app.useBodyParser('application/json', {}, readJson);
  app.useBodyParser(/^application\/[\w.-]+\+json(;|$)/, {}, readJson);
  app.useBodyParser('application/x-www-form-urlencoded', {}, (_request, bytes, done) => {
    done(null, parseForm(utf8(bytes)));
  });
  app.useBodyParser('text/csv', {}, (_request, bytes, done) => {
    const text = utf8(bytes);
    refuseUnsafeValues(text);
    done(null, text);
  });
}

/**
 * The fields of a posted form; a name that occurs again becomes a list, and brackets in names mean nothing.
 * @throws DomainError `invalid` for wrong percent-encoding or a reserved name
 */
export function parseForm(text: string): Record<string, string | string[]> {
  const form: Record<string, string | string[]> = {};
  const pairs = text.split('&').filter(Boolean);
  if (pairs.length > MAX_FORM_FIELDS) throw DomainError.invalid(`Send at most ${MAX_FORM_FIELDS} fields.`);
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    const name = decode(equals < 0 ? pair : pair.slice(0, equals));
    const value = equals < 0 ? '' : decode(pair.slice(equals + 1));
    if (name in Object.prototype) throw DomainError.invalid(`The field name ${name} is reserved; remove it.`);
    const before = form[name];
    form[name] = before === undefined ? value : [before, value].flat();
  }
  refuseUnsafeValues(form);
  return form;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part.replaceAll('+', ' '));
  } catch {
    throw DomainError.invalid('The form is not encoded as UTF-8 with valid percent-encoding. Send it again.');
  }
}

/** @throws DomainError `invalid` for bytes that are no UTF-8 */
export function utf8(bytes: Buffer): string {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    throw DomainError.invalid('The body is not valid UTF-8. Encode it as UTF-8 and send it again.');
  }
}
