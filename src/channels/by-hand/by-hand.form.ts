import { IsIn } from 'class-validator';
import { IsOptionalText, IsRequiredText } from '../../web/typed.js';
import { HasDays } from '../../web/typed-day.js';
import { EnquirerForm } from '../enquirer.form.js';

export const BY_HAND_CHANNELS = ['phone', 'in-person', 'email', 'letter', 'social-media'] as const;

@HasDays('on')
export class ByHandForm extends EnquirerForm {
  @IsRequiredText(100, 'Choose the neighbourhood')
  neighbourhood: string;

  @IsIn(BY_HAND_CHANNELS, { message: 'Choose how the person got in touch' })
  channel: (typeof BY_HAND_CHANNELS)[number];

  @IsOptionalText(20)
  time?: string;
}
