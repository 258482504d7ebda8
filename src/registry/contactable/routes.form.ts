import { IsIn, ValidateIf } from 'class-validator';
import { IsRequiredText } from '../../web/typed.js';
import { TRIED_KINDS, type TriedKind } from './domain/try-outcome.js';

const CHOOSE = 'Choose a route from the list';

/** Which route to try; sent by a button of the list. It is of a neighbourhood, or of an officer. */
export class TryAgainForm {
  @ValidateIf(({ collarNumber }: TryAgainForm) => collarNumber === undefined)
  @IsRequiredText(100, CHOOSE)
  code?: string;

  @ValidateIf(({ collarNumber }: TryAgainForm) => collarNumber !== undefined)
  @IsRequiredText(100, CHOOSE)
  collarNumber?: string;

  @IsIn(TRIED_KINDS, { message: CHOOSE })
  kind: TriedKind;
}
