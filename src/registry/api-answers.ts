import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiQuery, ApiResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '../access/principal.js';
import type { PageQuery } from '../common/pagination.js';
import type { ChangedBy } from './changed-by.js';

/** Whoever called, by id, and the request it was. */
export function changedByCaller(
  { kind, id }: Principal,
  request: FastifyRequest,
): ChangedBy & { requestId: string } {
  return { actor: { kind, id }, requestId: request.id };
}

/** Says in `Link` where the next and the previous page of a list are, with the filters that were asked for. */
export function pageLinks(
  request: FastifyRequest,
  reply: FastifyReply,
  { page, pageSize }: PageQuery,
  total: number,
): void {
  const [path = '', query = ''] = request.url.split('?', 2);
  const to = (number: number, rel: string): string => {
    const wanted = new URLSearchParams(query);
    wanted.set('page', String(number));
    return `<${path}?${wanted.toString()}>; rel="${rel}"`;
  };
  const links = [
    ...(page * pageSize < total ? [to(page + 1, 'next')] : []),
    ...(page > 1 ? [to(page - 1, 'prev')] : []),
  ];
  if (links.length > 0) reply.header('link', links.join(', '));
}

/** Describes the two fields of every list's query. */
export const ApiPaged = (): MethodDecorator =>
  applyDecorators(
    ApiQuery({ name: 'page', required: false, schema: { type: 'integer', minimum: 1, default: 1 } }),
    ApiQuery({
      name: 'pageSize',
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
    }),
  );

/** Describes what a change of a record is laid over that may not be there yet: see `orReadFirst`. */
export const ApiIfMatchOfKnown = (): MethodDecorator =>
  applyDecorators(
    ApiHeader({
      name: 'If-Match',
      required: false,
      description:
        'The ETag of what you read; * overwrites whatever is there. Left out if there is nothing yet.',
    }),
    ApiResponse({
      status: 412,
      description: 'Somebody changed it meanwhile: `yours` and `current` say how.',
    }),
    ApiResponse({
      status: 428,
      description: 'It is there, and If-Match is missing: read it and send the ETag.',
    }),
  );

/** Describes what every change of one record is laid over: see `requiredVersions`. */
export const ApiIfMatch = (): MethodDecorator =>
  applyDecorators(
    ApiHeader({
      name: 'If-Match',
      required: true,
      description: 'The ETag of what you read; * overwrites whatever is there.',
    }),
    ApiResponse({
      status: 412,
      description: 'Somebody changed it meanwhile: `yours` and `current` say how.',
    }),
    ApiResponse({ status: 428, description: 'If-Match is missing: read first and send the ETag.' }),
  );
