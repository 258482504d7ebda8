import { Transform } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

/** A query's `"3"` is the number 3; anything else stays as it is and is refused by the checks. */
export const wholeNumber = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;

/** Which page of a list, the first being 1. */
export class PageQuery {
  @IsOptional()
  @Transform(wholeNumber)
  @IsInt({ message: 'page must be a whole number from 1' })
  @Min(1, { message: 'page must be a whole number from 1' })
  @Max(1_000_000, { message: 'page must be at most 1000000' })
  page: number = 1;

  @IsOptional()
  @Transform(wholeNumber)
  @IsInt({ message: 'pageSize must be a whole number from 1 to 200' })
  @Min(1, { message: 'pageSize must be a whole number from 1 to 200' })
  @Max(200, { message: 'pageSize must be a whole number from 1 to 200' })
  pageSize: number = 50;
}

/** How many rows to pass over, for SQL. */
export const offsetOf = ({ page, pageSize }: PageQuery): number => (page - 1) * pageSize;
