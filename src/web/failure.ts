import { HttpException } from '@nestjs/common';
import { ValidationError } from 'class-validator';
import { DomainError, type DomainErrorKind, type FieldError } from '../common/errors.js';
import { postgresAnswer } from './postgres-failure.js';
import { fieldErrors } from './validation.js';

/** What the asker is told of an error: never a stack, a statement or a value of somebody else. */
export interface Failure {
  status: number;
  detail: string;
  errors: readonly FieldError[];
}

const statusOfKind: Record<DomainErrorKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  unavailable: 503,
};

const fastifyDetails: Record<string, string> = {
  FST_ERR_BAD_URL: 'The address holds a percent sign that encodes nothing. Correct the address.',
  FST_ERR_MAX_PARAM_LENGTH: 'A part of the address is too long. Shorten it.',
  FST_ERR_CTP_BODY_TOO_LARGE: 'The body is larger than this address accepts. Send less at once.',
  FST_ERR_CTP_INVALID_MEDIA_TYPE:
    'The body is of a media type this address does not read. Send application/json, or a form from a page.',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'The body is empty. Send a JSON object, or leave out the Content-Type.',
  FST_ERR_CTP_INVALID_JSON_BODY:
    'The body is not valid JSON, or it uses a reserved name such as __proto__. Correct it.',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'The body is not as long as its Content-Length says. Send it again.',
};

const genericDetails: Record<number, string> = {
  400: 'The request cannot be understood. Correct it and send it again.',
  401: 'Sign in first.',
  403: 'You are not allowed to do this. Ask an administrator of your force if you should be.',
  404: 'There is nothing at this address. Check it, or start from the start page.',
  405: 'This address does not accept that method.',
  409: 'Somebody or something else changed this meanwhile. Look at it again and repeat the change.',
  413: fastifyDetails['FST_ERR_CTP_BODY_TOO_LARGE']!,
  415: fastifyDetails['FST_ERR_CTP_INVALID_MEDIA_TYPE']!,
  429: 'Too many requests came in a short time. Wait a little and try again.',
  500: 'Something went wrong on our side. It has been recorded; try again later.',
  503: 'The service cannot answer just now. Try again in a minute.',
};

/** Decides what is answered to an error, whatever threw it. Pure; an error nobody foresaw is a bare 500. */
export function failureOf(error: unknown): Failure {
  if (error instanceof DomainError) {
    return { status: statusOfKind[error.kind], detail: error.message, errors: error.fields };
  }
  if (Array.isArray(error) && error.length > 0 && error.every((one) => one instanceof ValidationError)) {
    return { status: 400, detail: 'Some fields are not right. Correct them.', errors: fieldErrors(error) };
  }
  if (error instanceof HttpException) return httpFailure(error);
  const answer = postgresAnswer(error);
  if (answer) return { ...answer, errors: [] };
  return fastifyFailure(error) ?? generic(500);
}

/** Refusals of Fastify and its plugins carry a 4xx of their own; a 5xx of theirs is a fault like any other. */
function fastifyFailure(error: unknown): Failure | undefined {
  const { code, statusCode } = (error ?? {}) as { code?: unknown; statusCode?: unknown };
  if (typeof statusCode !== 'number' || statusCode < 400 || statusCode >= 500) return undefined;
  const detail = fastifyDetails[String(code)];
  return detail ? { status: statusCode, detail, errors: [] } : generic(statusCode);
}

function httpFailure(error: HttpException): Failure {
  // Nest wraps Fastify's refusals and keeps them as the cause.
  const wrapped = fastifyFailure(error.cause);
  if (wrapped) return wrapped;
  const status = error.getStatus();
  // Below 500 the program chose the words, except for the framework's own default sentences.
  const isDefault = /^(Cannot [A-Z]+ |Forbidden resource$|Unauthorized$)/.test(error.message);
  if (status >= 500 || isDefault) return generic(status);
  return { status, detail: error.message, errors: [] };
}

function generic(status: number): Failure {
  return { status, detail: genericDetails[status] ?? genericDetails[status < 500 ? 400 : 500]!, errors: [] };
}
