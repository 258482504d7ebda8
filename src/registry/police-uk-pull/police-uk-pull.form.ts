import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { Transform } from 'class-transformer';
import { wholeNumber } from '../../common/pagination.js';
import { IsRequiredText } from '../../web/typed.js';

/** One ticked box comes as a text, several as a list. */
const lines = ({ value }: { value: unknown }): unknown =>
  [value].flat().map((one) => wholeNumber({ value: one }));

/** Which lines of the shown page are ticked, and what to do. */
export class PullChoiceForm {
  @IsOptional()
  @Transform(lines)
  @IsInt({ each: true, message: 'Use the boxes of this page' })
  lines?: number[];

  @Transform(wholeNumber)
  @IsInt({ message: 'Use the buttons of this page' })
  @Min(1, { message: 'Use the buttons of this page' })
  @Max(10_000, { message: 'Use the buttons of this page' })
  page: number;

  /** What was shown: nothing else is applied. */
  @IsRequiredText(64, 'Use the buttons of this page')
  fingerprint: string;

  @IsIn(['save', 'apply'], { message: 'Use the buttons of this page' })
  then: 'save' | 'apply';
}
