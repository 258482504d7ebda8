import { ApiProperty } from '@nestjs/swagger';

/** When a supervisor corrected when the person wrote. */
export class StartCorrectionView {
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ format: 'date-time' }) from: string;
  @ApiProperty({ format: 'date-time' }) to: string;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
}
