import { IsIn } from 'class-validator';
import { IsOptionalText, IsRequiredText } from '../../web/typed.js';
import { EnquirerForm } from '../enquirer.form.js';

export const BY_HAND_CHANNELS = ['phone', 'in-person', 'email', 'letter', 'social-media'] as const;

export class ByHandForm extends EnquirerForm {
  @IsRequiredText(100, 'Choose the neighbourhood')
  neighbourhood: string;

  @IsIn(BY_HAND_CHANNELS, { message: 'Choose how the person got in touch' })
  channel: (typeof BY_HAND_CHANNELS)[number];

  @IsOptionalText(2)
  'on-day'?: string;

  @IsOptionalText(2)
  'on-month'?: string;

  @IsOptionalText(4)
  'on-year'?: string;

  @IsOptionalText(20)
  time?: string;
}
