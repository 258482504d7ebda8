import { Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { MailComposers } from './mail-composers.js';
import { Mailer } from './mailer.js';
import { Sender } from './sender.js';

/** The outbox and its sender; which Mailer there is, the start decides. */
@Global()
@Module({ providers: [MailComposers, Sender], exports: [MailComposers, Sender] })
export class MailModule implements OnApplicationShutdown {
  constructor(private readonly mailer: Mailer) {}

  onApplicationShutdown(): void {
    this.mailer.close();
  }
}
