import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsNotEmpty, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { IsDay } from '../../common/is-day.js';
import { RANKS } from '../ranks.js';
import { MOST_POSTS } from './workforce.form.js';

const RANK_IDS = RANKS.map(({ id }) => id);

export class WorkforceQuery {
  @IsOptional()
  @IsDay()
  on?: string;
}

export class AsbLeadDto {
  @ApiProperty({ maxLength: 50, example: '4711' })
  @IsNotEmpty({ message: 'collarNumber must be the number of an officer, as a text' })
  @IsString({ message: 'collarNumber must be the number of an officer, as a text' })
  @MaxLength(50, { message: 'collarNumber must be at most 50 characters' })
  collarNumber: string;

  @ApiProperty({ format: 'date', description: 'The first day. Whoever leads then ends the day before.' })
  @IsDay()
  from: string;
}

export class EstablishmentDto {
  @ApiProperty({ enum: RANK_IDS })
  @IsIn(RANK_IDS, { message: `rank must be one of ${RANK_IDS.join(', ')}` })
  rank: string;

  @ApiProperty({ minimum: 0, maximum: MOST_POSTS })
  @IsInt({ message: 'posts must be a whole number from 0' })
  @Min(0, { message: 'posts must be a whole number from 0' })
  @Max(MOST_POSTS, { message: `posts must be at most ${MOST_POSTS}` })
  posts: number;

  @ApiPropertyOptional({ type: Number, nullable: true, minimum: 0, maximum: MOST_POSTS })
  @IsOptional()
  @IsInt({ message: 'upliftTarget must be a whole number from 0, or null' })
  @Min(0, { message: 'upliftTarget must be a whole number from 0, or null' })
  @Max(MOST_POSTS, { message: `upliftTarget must be at most ${MOST_POSTS}` })
  upliftTarget?: number | null;

  @ApiProperty({ format: 'date', description: 'The first day. What is recorded for later stays.' })
  @IsDay()
  from: string;
}

class TenureView {
  @ApiProperty({ example: 'constable' }) rank: string;
  @ApiProperty({ description: 'In a neighbourhood team on the day.' }) officers: number;
  @ApiProperty({ description: 'Of these, without a break for two years or more.' }) twoYearsOrMore: number;
  @ApiProperty({ example: '66.7%', description: 'As printed; “none” if there are no officers.' })
  share: string;
}

class HeadcountView {
  @ApiProperty({ example: 'constable' }) rank: string;
  @ApiProperty() officers: number;
  @ApiProperty({ type: Number, nullable: true }) posts: number | null;
  @ApiProperty({ type: Number, nullable: true }) upliftTarget: number | null;
}

class AbstractionFigures {
  @ApiProperty() hoursRostered: number;
  @ApiProperty() hoursAbstracted: number;
  @ApiProperty({ example: '20.0%' }) share: string;
  @ApiProperty({ description: 'Strictly above 20 %, unrounded.' }) abovePledge: boolean;
}

class AbstractionMonthView extends AbstractionFigures {
  @ApiProperty({ example: '2026-03' }) month: string;
  @ApiProperty({ type: String, nullable: true, description: 'Null for all ranks.' }) rank: string | null;
}

class AbstractionAreaView extends AbstractionFigures {
  @ApiProperty({ example: '2026-03' }) month: string;
  @ApiProperty() commandArea: string;
  @ApiProperty() name: string;
}

class AsbLeadPersonView {
  @ApiProperty() collarNumber: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'If `nameWithheld`, null for keys without registry:write, and never to be published.',
  })
  name: string | null;
  @ApiProperty() nameWithheld: boolean;
  @ApiProperty() rank: string;
  @ApiProperty({ type: String, nullable: true }) email: string | null;
  @ApiProperty({ type: String, nullable: true }) telephone: string | null;
  @ApiProperty({ format: 'date' }) from: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) until: string | null;
}

class DaysView {
  @ApiProperty({ format: 'date' }) from: string;
  @ApiProperty({ format: 'date', description: 'The last day, included.' }) until: string;
}

class AsbLeadView {
  @ApiProperty({ type: AsbLeadPersonView, nullable: true }) current: AsbLeadPersonView | null;
  @ApiProperty({ type: [DaysView], description: 'Days without a lead since the figures of the force begin.' })
  gaps: DaysView[];
}

class AbstractionView {
  @ApiProperty({ type: [AbstractionMonthView], description: 'Twelve months, latest first.' })
  months: AbstractionMonthView[];
  @ApiProperty({ type: [AbstractionAreaView], description: 'Of the latest month that has hours.' })
  commandAreas: AbstractionAreaView[];
}

/** The workforce of neighbourhood policing on one day. */
export class WorkforceView {
  @ApiProperty({ format: 'date' }) on: string;
  @ApiProperty({ type: [TenureView] }) tenure: TenureView[];
  @ApiProperty({ type: [HeadcountView] }) headcount: HeadcountView[];
  @ApiProperty({ type: AbstractionView }) abstraction: AbstractionView;
  @ApiProperty({ type: AsbLeadView }) asbLead: AsbLeadView;
}

export class AsbLeadNamedView {
  @ApiProperty({ enum: ['named', 'unchanged'] }) outcome: 'named' | 'unchanged';
}
