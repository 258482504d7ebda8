import { ApiProperty } from '@nestjs/swagger';
import { MEDIA_TYPES } from './domain/file-kind.js';

/** A file that came with a contact. What the sender called it is not told: a name may say who somebody is. */
export class AttachmentView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ enum: Object.values(MEDIA_TYPES) }) type: string;
  @ApiProperty({ description: 'Bytes as it is kept: a picture was written anew.' }) size: number;
  @ApiProperty({ format: 'date-time' }) receivedAt: string;
}
