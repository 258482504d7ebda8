import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';

/** The period that is asked for; whether it is one, the service says. */
export class ReportPeriodQuery {
  @ApiProperty({ format: 'date', example: '2026-03-01', description: 'First local day.' })
  @IsOptional()
  @IsString({ message: 'Give from once, like from=2026-03-01' })
  @MaxLength(40, { message: 'Give from as a day, like from=2026-03-01' })
  from?: string;

  @ApiProperty({
    format: 'date',
    example: '2026-03-31',
    description: 'Last local day, included; at most three years after the first.',
  })
  @IsOptional()
  @IsString({ message: 'Give to once, like to=2026-03-31' })
  @MaxLength(40, { message: 'Give to as a day, like to=2026-03-31' })
  to?: string;
}
