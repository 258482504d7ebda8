import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { IsOptionalText, IsRequiredText } from '../../web/typed.js';
import { HasDays } from '../../web/typed-day.js';
import { BY_HAND_CHANNELS } from './by-hand.form.js';

/** Staff write down what a person said after their first message. */
@HasDays('on')
export class MessageForm {
  /** Made with the form, so that a page sent twice is one message. */
  @IsUUID(undefined, { message: 'Open the contact again and add the message from there' })
  token: string;

  @IsIn(BY_HAND_CHANNELS, { message: 'Choose how the person got in touch' })
  channel: (typeof BY_HAND_CHANNELS)[number];

  @IsOptionalText(20)
  time?: string;

  @IsRequiredText(10_000, 'Enter what they said')
  message: string;

  /** Left open it counts as a question. */
  @IsOptional()
  @IsIn(['yes', 'no'], { message: 'Choose whether it asks anything new' })
  asks?: 'yes' | 'no';
}
