import { Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Links } from './links.js';
import { MailComposers } from './mail-composers.js';
import { Mailer } from './mailer.js';
import { Sender } from './sender.js';

/** The outbox and its sender; which Mailer there is, the start decides. */
@Global()
@Module({ providers: [Links, MailComposers, Sender], exports: [Links, MailComposers, Sender] })
export class MailModule implements OnApplicationShutdown {
  constructor(private readonly mailer: Mailer) {}

  onApplicationShutdown(): void {
    this.mailer.close();
  }
}
