import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { IsDay } from '../common/is-day.js';
import { PageQuery } from '../common/pagination.js';
import { ASSIGNMENT_ROLES, type AssignmentRole } from './domain/assignment-role.js';
import { IsCollarNumber, IsNeighbourhoodCode } from './dto-fields.js';

export class NeighbourhoodsQuery extends PageQuery {
  @IsOptional()
  @IsString({ message: 'q must be one text' })
  @MaxLength(200, { message: 'q must be at most 200 characters' })
  q?: string;

  @IsOptional()
  @IsDay()
  on?: string;
}

export class NeighbourhoodQuery {
  @IsOptional()
  @IsDay()
  on?: string;
}

export class OfficersQuery extends PageQuery {
  @IsOptional()
  @IsString({ message: 'q must be one text' })
  @MaxLength(200, { message: 'q must be at most 200 characters' })
  q?: string;
}

export class AssignmentsQuery extends PageQuery {
  @IsOptional()
  @IsString({ message: 'neighbourhood must be one code' })
  @MaxLength(100, { message: 'neighbourhood must be at most 100 characters' })
  neighbourhood?: string;
}

export class AssignDto {
  @ApiProperty({ description: 'Code of the neighbourhood.', maxLength: 100, example: 'NC04' })
  @IsNeighbourhoodCode()
  neighbourhood: string;

  @ApiProperty({ maxLength: 50, example: '4711' })
  @IsCollarNumber()
  collarNumber: string;

  @ApiProperty({ enum: ASSIGNMENT_ROLES })
  @IsIn(ASSIGNMENT_ROLES, { message: `role must be one of ${ASSIGNMENT_ROLES.join(', ')}` })
  role: AssignmentRole;

  @ApiProperty({ format: 'date', description: 'The first day.' })
  @IsDay()
  from: string;

  @ApiPropertyOptional({
    format: 'date',
    description: 'The last day, included. Left out: until further notice.',
  })
  @IsOptional()
  @IsDay()
  until?: string;

  @ApiPropertyOptional({
    description:
      'Only with the role `lead`: the lead of that day ends the day before, and so does any other role of the new lead there. A lead recorded for later stays.',
  })
  @IsOptional()
  @IsBoolean({ message: 'replace must be true or false' })
  replace?: boolean;
}

export class EndAssignmentDto {
  @ApiProperty({ format: 'date', description: 'The last day, included.' })
  @IsDay()
  until: string;
}
