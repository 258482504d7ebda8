import type { FastifyReply, FastifyRequest } from 'fastify';
import { isKnown } from '../../web/public-tag.js';
import type { KeptFile } from './issued-file.query.js';

/** Whoever opens a kept page of ours from here gets no script and nothing from elsewhere run with it. */
const NOTHING_ELSE = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/**
 * A kept file to save, byte for byte; 304 for whoever has it, because it never changes. A compressing proxy would weaken
 * the tag, which is none the worse for that.
 */
export function fileAnswer(
  { mediaType, fileName, bytes, sha256 }: KeptFile & { sha256: string },
  request: FastifyRequest,
  reply: FastifyReply,
): Buffer | null {
  const tag = `"${sha256}"`;
  void reply.headers({ etag: tag, 'cache-control': 'private, no-cache' });
  if (isKnown(request.headers['if-none-match'], tag)) {
    void reply.code(304);
    return null;
  }
  // A file name is made of a force's id, a part's code and two dates; what is no such character was replaced.
  void reply.type(mediaType).headers({
    'content-disposition': `attachment; filename="${fileName}"`,
    'content-security-policy': NOTHING_ELSE,
  });
  return bytes;
}
