import type { FastifyReply } from 'fastify';
import type { ReportFile } from './report-content.js';

/** A file to save; its name is made of ids, codes and days, so it needs no escaping. */
export function answerWithFile({ name, type, bytes }: ReportFile, reply: FastifyReply): Buffer {
  void reply.type(type).header('content-disposition', `attachment; filename="${name}"`);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
