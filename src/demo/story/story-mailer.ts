import type { DateTime } from 'luxon';
import type { Clock } from '../../common/clock.js';
import { KeepingMailer, Mailer, type Message } from '../../mail/mailer.js';

/** The link of a report that was made by the calendar. */
const OF_REPORT = /\/reports\/[\da-f]{8}-[\da-f-]{27}/;

/**
 * The mail server of the story: every mailbox takes every mail, and only those of its last days are kept. Those that tell
 * of a report are few, and kept whatever their day: the reports are there, and whoever looks for their mails finds them.
 */
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
    if (this.clock.now() >= this.keepFrom || OF_REPORT.test(message.text)) await this.keeper.deliver(message);
  }

  close(): void {}
}
