import type { DateTime } from 'luxon';
import type { OutOfScopeReason } from '../../contacts/domain/clock-state.js';
import type { ProposedResponse } from '../../contacts/domain/meaningful-response.js';
import type { Enquirer } from '../../contacts/personal/contact-vault.js';
import type { StoryChannel } from './enquirer.js';

/** What became of a contact, and when somebody wrote it down. */
export type Ending =
  | { kind: 'answered'; at: DateTime; response: ProposedResponse }
  | {
      kind: 'out-of-scope';
      at: DateTime;
      reason: OutOfScopeReason;
      duplicateOf?: PlannedContact;
      confirmedAt?: DateTime;
    };

/** Into whose hands a contact came that waits, and when. */
export type Holding =
  { kind: 'taken-up'; at: DateTime } | { kind: 'handed-over'; at: DateTime; to: string; note: string };

/** What a person said on the telephone after they were answered; without an answer of its own it was a thank-you. */
export interface Further {
  at: DateTime;
  message: string;
  answer?: ProposedResponse & { respondedAt: DateTime };
}

/** One contact of the story, decided before anything is told. */
export interface PlannedContact {
  code: string;
  channel: StoryChannel;
  /** When the person wrote or spoke, and when it was taken in. */
  statedAt: DateTime;
  receivedAt: DateTime;
  subject: string;
  message: string;
  enquirer: Enquirer;
  /** None: it still waits. */
  ending?: Ending;
  holding?: Holding;
  further?: Further;
}
