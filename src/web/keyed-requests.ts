import { applyDecorators, type Type } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiHeader,
  ApiNotFoundResponse,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

const REPLAYED = 'Idempotency-Replayed';

/** Says of an answer that it is one to a request that came before with the same key, and that nothing was stored anew. */
export function sayIfReplayed(reply: FastifyReply, repeated: boolean): void {
  if (repeated) void reply.header(REPLAYED, 'true');
}

/** Describes a request that is stored once for each key of the client's own. */
export const ApiKeyed = ({
  what,
  created,
  type,
  keyRequired = true,
  conflicts = '',
}: {
  /** What is sent, in a word. */
  what: string;
  /** What a 201 says. */
  created: string;
  type: Type;
  keyRequired?: boolean;
  /** What else is a 409, in sentences. */
  conflicts?: string;
}): MethodDecorator =>
  applyDecorators(
    ApiHeader({
      name: 'Idempotency-Key',
      required: keyRequired,
      description: `Yours, one for each ${what}: 1 to 255 visible ASCII characters. Sent again with the same key and the same content it stays one ${what}.`,
    }),
    ApiCreatedResponse({
      type,
      description: `${created} Of a request that came before with the same key nothing is stored anew, and ${REPLAYED} says so.`,
      headers: {
        [REPLAYED]: {
          description: '`true` if it was stored before with the same key; else left out.',
          schema: { type: 'string', enum: ['true'] },
        },
      },
    }),
    ApiBadRequestResponse({
      description: 'Problem details: what cannot be stored as it was sent; `errors` names the fields.',
    }),
    ApiNotFoundResponse({ description: 'Problem details: there is none of yours.' }),
    ApiConflictResponse({
      description:
        `Problem details: the key was used for another ${what}, which is stored; nothing of this one is. ${conflicts}`.trim(),
    }),
  );
