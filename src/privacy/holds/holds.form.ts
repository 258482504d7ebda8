import { IsIn, IsOptional } from 'class-validator';
import { PageQuery } from '../../common/pagination.js';
import { IsRequiredText } from '../../web/typed.js';

/** Which page, and what was done just now. */
export class HoldsQuery extends PageQuery {
  @IsOptional()
  done?: unknown;
}

/** A contact is put on hold, or its hold is lifted; either needs a reason. */
export class HoldForm {
  @IsRequiredText(40, 'Enter the reference of the contact, such as NCK-47M-TXR')
  reference: string;

  @IsIn(['set', 'lift'], { message: 'Say whether the contact goes on hold or the hold is lifted' })
  deed: 'set' | 'lift';

  @IsRequiredText(2000, 'Enter why')
  reason: string;
}
