import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsNotEmpty, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { IsDay } from '../../common/is-day.js';
import { MOST_PEOPLE } from './event.form.js';

/** A text of the API that must be there. */
export function Text(max: number): PropertyDecorator {
  return (target, property) => {
    const name = String(property);
    MaxLength(max, { message: `${name} must be at most ${max} characters` })(target, property);
    IsString({ message: `${name} must be a text` })(target, property);
    IsNotEmpty({ message: `${name} must not be empty` })(target, property);
    ApiProperty({ maxLength: max })(target, property);
  };
}

/** A text of the API that may be left out or null. */
export function OptionalText(max: number): PropertyDecorator {
  return (target, property) => {
    const name = String(property);
    MaxLength(max, { message: `${name} must be at most ${max} characters` })(target, property);
    IsString({ message: `${name} must be a text or null` })(target, property);
    IsNotEmpty({ message: `${name} must not be empty; send null for none` })(target, property);
    IsOptional()(target, property);
    ApiPropertyOptional({ type: String, nullable: true, maxLength: max })(target, property);
  };
}

/** A day that may be left out or null. */
export function OptionalDay(description: string): PropertyDecorator {
  return (target, property) => {
    IsDay()(target, property);
    IsOptional()(target, property);
    ApiPropertyOptional({ type: String, format: 'date', nullable: true, description })(target, property);
  };
}

/** A count of people that may be left out or null. */
export function OptionalCount(description: string): PropertyDecorator {
  return (target, property) => {
    const message = `${String(property)} must be a whole number from 0 to ${MOST_PEOPLE}, or null`;
    Max(MOST_PEOPLE, { message })(target, property);
    Min(0, { message })(target, property);
    IsInt({ message })(target, property);
    IsOptional()(target, property);
    ApiPropertyOptional({ type: Number, nullable: true, minimum: 0, maximum: MOST_PEOPLE, description })(
      target,
      property,
    );
  };
}
