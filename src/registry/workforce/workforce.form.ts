import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { wholeNumber } from '../../common/pagination.js';
import { IsRequiredText } from '../../web/typed.js';
import { HasDays } from '../../web/typed-day.js';
import { RANKS } from '../ranks.js';

export const MOST_POSTS = 100_000;

@HasDays('from')
export class AsbLeadForm {
  @IsRequiredText(50, 'Enter the collar number of the new lead')
  collarNumber: string;
}

@HasDays('from')
export class EstablishmentForm {
  @IsIn(RANKS.map(({ id }) => id), { message: 'Choose a rank' })
  rank: string;

  @Transform(wholeNumber)
  @IsInt({ message: 'Enter how many posts there are, as a whole number' })
  @Min(0, { message: 'Enter how many posts there are, as a whole number' })
  @Max(MOST_POSTS, { message: `Enter at most ${MOST_POSTS} posts` })
  posts: number;

  @IsOptional()
  @Transform(wholeNumber)
  @IsInt({ message: 'Enter the uplift target as a whole number, or leave it blank' })
  @Min(0, { message: 'Enter the uplift target as a whole number, or leave it blank' })
  @Max(MOST_POSTS, { message: `Enter an uplift target of at most ${MOST_POSTS}` })
  upliftTarget?: number;
}
