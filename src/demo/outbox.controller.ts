import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../access/allow.js';
import { DomainError } from '../common/errors.js';
import { KeepingMailer, type KeptMail, Mailer } from '../mail/mailer.js';
import { Page } from '../web/pages.js';
import { idOf, mailForScripts, mailView, outboxView } from './outbox.view.js';

/** A page from outside: it may show itself, styles and all, and do nothing else. */
const MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";

/** The trial's mailboxes, all of them: mails are kept here instead of being sent. In the trial only. */
@ApiExcludeController()
@Controller('demo')
@Public()
export class OutboxController {
  constructor(private readonly mailer: Mailer) {}

  @Get('outbox')
  async list(): Promise<Page> {
    const kept = this.mailer instanceof KeepingMailer;
    return new Page('pages/demo/outbox', 'Outbox', outboxView(await this.kept(), kept), { wide: true });
  }

  @Get('outbox.json')
  async listForScripts(): Promise<object[]> {
    return (await this.kept()).map(mailForScripts);
  }

  @Get('outbox/:id')
  async read(@Param('id') id: string): Promise<Page> {
    const mail = await this.find(id);
    return new Page('pages/demo/mail', mail.subject, mailView(mail), {
      backLink: { href: '/demo/outbox', text: 'Back to the outbox' },
    });
  }

  @Get('outbox/:id/html')
  async readHtml(@Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const { html } = await this.find(id);
    reply.header('content-security-policy', MAIL_POLICY).type('text/html; charset=utf-8');
    return html;
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
