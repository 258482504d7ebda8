import type { FastifyReply } from 'fastify';
import type { OpenedAttachment } from './attachments.service.js';
import { MEDIA_TYPES } from './domain/file-kind.js';

/**
 * "Served as downloads from a path that cannot run anything": saved and not shown, under a name made here, of the type that
 * it is. Should a browser show it all the same, it does so in a world of its own where nothing runs or loads.
 */
export function sendFile(reply: FastifyReply, { kind, fileName, bytes }: OpenedAttachment): void {
  void reply
    .header('content-type', MEDIA_TYPES[kind])
    .header('content-disposition', `attachment; filename="${fileName}"`)
    .header('content-security-policy', "sandbox; default-src 'none'")
    .header('x-content-type-options', 'nosniff')
    .header('cross-origin-resource-policy', 'same-origin')
    .header('cache-control', 'no-store')
    .send(bytes);
}
