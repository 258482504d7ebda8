import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Impersonal, Public } from '../../access/allow.js';
import { sendPublicPage, textsFor } from '../../web/public-page.js';
import { isKnown, tagOf } from '../../web/public-tag.js';
import { ReportSigningKeys } from './signing-keys.service.js';

export const KEYS_FILE = '/.well-known/report-signing-keys.json';

/** The public keys that issued reports are verified with: for everybody, for ever. */
@ApiExcludeController()
@Controller()
export class SigningKeysController {
  constructor(private readonly keys: ReportSigningKeys) {}

  /** A JWK set (RFC 7517). A key that was published stays in it, so that old reports can be verified. */
  @Get(KEYS_FILE)
  @Impersonal()
  async file(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | null> {
    const published = await this.keys.published();
    const text = `${JSON.stringify({ keys: published.map(({ key }) => key) }, null, 2)}\n`;
    const tag = tagOf(text);
    void reply.headers({
      etag: tag,
      'cache-control': 'public, max-age=300',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
    });
    if (isKnown(request.headers['if-none-match'], tag)) {
      void reply.code(304);
      return null;
    }
    void reply.type('application/jwk-set+json');
    return Buffer.from(text);
  }

  @Get('report-signing-keys')
  @Public()
  async page(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const published = await this.keys.published();
    const texts = textsFor(request);
    const t = texts.section('signingKeys');
    sendPublicPage(request, reply, texts, {
      template: 'pages/reports/issued/signing-keys',
      title: t['heading']!,
      shared: true,
      model: {
        t,
        file: KEYS_FILE,
        keys: published.map(({ key: { kid, x }, firstUsedAt }) => ({
          since: texts.say('signingKeys.since', { moment: texts.moment(firstUsedAt) }),
          kid,
          x,
        })),
      },
    });
  }
}
