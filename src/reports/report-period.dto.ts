import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';

/** The period and the part of the force that are asked for; whether they are any, the service says. */
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

  @ApiPropertyOptional({
    example: 'command-area:NORTH',
    description:
      'A command area or a neighbourhood, as `command-area:CODE` or `neighbourhood:CODE`; the whole force if it is left out or empty.',
  })
  @IsOptional()
  @IsString({ message: 'Give part once, like part=command-area:NORTH' })
  @MaxLength(120, { message: 'Give part as a kind and a code, like part=command-area:NORTH' })
  part?: string;
}
