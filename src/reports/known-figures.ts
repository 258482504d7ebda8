import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { tagOf } from '../web/public-tag.js';
import { DEFINITIONS_VERSION } from './measures/catalogue.js';

/** Figures name nobody, so a client may keep them; it asks each time whether they are still so. */
const KEPT_BY_CLIENT = { 'cache-control': 'private, no-cache' };

/**
 * Tags figures as of now, so that whoever asks again is told 304 if they are the same (`answerWhatIsKnown`). The tag is
 * weak, because of two answers that say the same each has its own data cut-off.
 */
export function tagFigures<Answer extends { cutOffAt: string }>(answer: Answer, reply: FastifyReply): Answer {
  return tagRows(answer, reply.headers(KEPT_BY_CLIENT));
}

/** The same of rows behind figures, which may name contacts and officers: no client is told to keep them. */
export function tagRows<Answer extends { cutOffAt: string }>(answer: Answer, reply: FastifyReply): Answer {
  const { cutOffAt: _when, ...content } = answer;
  void reply.header('etag', `W/${tagOf(JSON.stringify(content))}`);
  return answer;
}

/** Tags what has no instant in it: the definitions, and figures as a table. What stands in the answer is added to the tag. */
export function tagByDefinitions(reply: FastifyReply): void {
  void reply.headers({ ...KEPT_BY_CLIENT, etag: `"${DEFINITIONS_VERSION}"` });
}

/** Describes that whoever has the answer already is told so. */
export const ApiKnown = (): MethodDecorator =>
  applyDecorators(
    ApiHeader({
      name: 'If-None-Match',
      required: false,
      description:
        'The ETag of an earlier answer. An answer that says the same has the same ETag, whenever it was made.',
    }),
    ApiResponse({
      status: 304,
      description: 'Nothing in the answer is another than you have. There is no body; the reading is logged.',
    }),
  );
