import { IsIn, IsNotEmpty } from 'class-validator';
import { IsOptionalText } from '../../web/typed.js';
import { EnquirerForm } from '../enquirer.form.js';

export const BY_HAND_CHANNELS = ['phone', 'in-person', 'email', 'letter', 'social-media'] as const;

export class ByHandForm extends EnquirerForm {
  @IsNotEmpty({ message: 'Choose the neighbourhood' })
  @IsOptionalText(100)
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
