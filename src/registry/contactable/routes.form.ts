import { IsIn } from 'class-validator';
import { IsRequiredText } from '../../web/typed.js';
import { TRIED_KINDS, type TriedKind } from './domain/try-outcome.js';

/** Which route to try; sent by a button of the list. */
export class TryAgainForm {
  @IsRequiredText(100, 'Choose a route from the list')
  code: string;

  @IsIn(TRIED_KINDS, { message: 'Choose a route from the list' })
  kind: TriedKind;
}
