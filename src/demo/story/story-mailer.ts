import type { DateTime } from 'luxon';
import type { Clock } from '../../common/clock.js';
import { KeepingMailer, Mailer, type Message } from '../../mail/mailer.js';

/** The mail server of the story: every mailbox takes every mail, and only those of its last days are kept. */
export class StoryMailer extends Mailer {
  readonly kind = 'kept for the trial';
  private readonly keeper: KeepingMailer;

  constructor(
    folder: string,
    private readonly clock: Clock,
    private readonly keepFrom: DateTime,
  ) {
    super();
    this.keeper = new KeepingMailer(folder, () => clock.now().toISO()!);
  }

  async deliver(message: Message): Promise<void> {
    if (this.clock.now() >= this.keepFrom) await this.keeper.deliver(message);
  }

  close(): void {}
}
