import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';

export class HandOverDto {
  @ApiProperty({ maxLength: 100, description: 'Code of the neighbourhood of the force that gets it.' })
  @IsString({ message: 'to must be the code of a neighbourhood' })
  @MaxLength(100, { message: 'to must be at most 100 characters' })
  to: string;

  @ApiPropertyOptional({ maxLength: 2000, description: 'What its team should know. Only staff read it.' })
  @IsOptional()
  @IsString({ message: 'note must be a text' })
  @MaxLength(2000, { message: 'note must be at most 2,000 characters' })
  note?: string;
}

export class PlaceView {
  @ApiProperty() code: string;
  @ApiProperty() name: string;
}

/** One hand-over from a neighbourhood to another. */
export class TransferView {
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ type: PlaceView }) from: PlaceView;
  @ApiProperty({ type: PlaceView }) to: PlaceView;
  @ApiProperty({ type: String, nullable: true }) note: string | null;
}

export class TakenUpView {
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ description: 'By whom; an officer whose name is withheld by collar number.' }) by: string;
}
