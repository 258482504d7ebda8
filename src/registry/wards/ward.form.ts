import { IsIn } from 'class-validator';
import { IsOptionalText, IsRequiredText } from '../../web/typed.js';

/** What a force admin may say about a ward and a neighbourhood. */
export const DECISIONS = {
  counts: 'It counts for this ward',
  'counts-not': 'It does not count for this ward',
  'by-area': 'Let the areas decide: it counts from 5% of the ward’s area',
} as const;

export class WardForm {
  @IsRequiredText(100, 'Choose a neighbourhood')
  neighbourhood: string;

  @IsIn(Object.keys(DECISIONS), { message: 'Choose whether it counts' })
  decision: keyof typeof DECISIONS;

  @IsOptionalText(500)
  reason?: string;
}
