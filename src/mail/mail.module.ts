import { Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Composing } from './composing.js';
import { Deliveries } from './deliveries.js';
import { Holding } from './holding.js';
import { Links } from './links.js';
import { MailComposers } from './mail-composers.js';
import { Mailer } from './mailer.js';
import { Marking } from './marking.js';
import { Sender } from './sender.js';

/** The outbox and its sender; which Mailer there is, the start decides. */
@Global()
@Module({
  providers: [Links, MailComposers, Composing, Deliveries, Holding, Marking, Sender],
  exports: [Links, MailComposers, Sender],
})
export class MailModule implements OnApplicationShutdown {
  constructor(private readonly mailer: Mailer) {}

  onApplicationShutdown(): void {
    this.mailer.close();
  }
}
