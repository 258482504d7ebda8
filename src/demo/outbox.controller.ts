import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../access/allow.js';
import { localDayOf } from '../common/calendar.js';
import { Clock } from '../common/clock.js';
import { DomainError } from '../common/errors.js';
import { ForceDatabase } from '../database/force-database.js';
import { KeepingMailer, type KeptMail, Mailer } from '../mail/mailer.js';
import { seesWithheldNames } from '../registry/officer-wording.js';
import { Page } from '../web/pages.js';
import { DEMO_FORCE } from './demo-force.js';
import { idOf, mailForScripts, mailView, outboxView, type Unnamed } from './outbox.view.js';
import { withheldAddressees } from './withheld-addressees.query.js';

/** A page from outside: it may show itself, styles and all, and do nothing else. */
const MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";

/** The trial's mailboxes, all of them: mails are kept here instead of being sent. In the trial only. */
@ApiExcludeController()
@Controller('demo')
@Public()
export class OutboxController {
  constructor(
    private readonly mailer: Mailer,
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
  ) {}

  @Get('outbox')
  async list(@Req() request: FastifyRequest): Promise<Page> {
    const kept = this.mailer instanceof KeepingMailer;
    const model = outboxView(await this.kept(), kept, await this.unnamed(request));
    return new Page('pages/demo/outbox', 'Outbox', model, { wide: true });
  }

  @Get('outbox.json')
  async listForScripts(@Req() request: FastifyRequest): Promise<object[]> {
    const unnamed = await this.unnamed(request);
    return (await this.kept()).map((mail) => mailForScripts(mail, unnamed));
  }

  @Get('outbox/:id')
  async read(@Param('id') id: string, @Req() request: FastifyRequest): Promise<Page> {
    const mail = await this.find(id);
    return new Page('pages/demo/mail', mail.subject, mailView(mail, await this.unnamed(request)), {
      backLink: { href: '/demo/outbox', text: 'Back to the outbox' },
    });
  }

  @Get('outbox/:id/html')
  async readHtml(@Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const { html } = await this.find(id);
    reply.header('content-security-policy', MAIL_POLICY).type('text/html; charset=utf-8');
    return html;
  }

  /** Who is told by number here: whoever has not signed in reads no withheld name either. */
  private async unnamed({ principal }: FastifyRequest): Promise<Unnamed> {
    if (principal?.kind === 'person' && seesWithheldNames(principal.role)) return new Map();
    const today = localDayOf(this.clock.now());
    return this.database.inForce(DEMO_FORCE.id, (manager) =>
      withheldAddressees(manager, DEMO_FORCE.id, today),
    );
  }

  private async kept(): Promise<KeptMail[]> {
    return this.mailer instanceof KeepingMailer ? this.mailer.kept() : [];
  }

  private async find(id: string): Promise<KeptMail> {
    const mail = (await this.kept()).find((kept) => idOf(kept) === id);
    if (!mail) throw DomainError.notFound('No mail with this id is kept here.');
    return mail;
  }
}
