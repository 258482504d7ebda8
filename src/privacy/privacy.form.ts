import { IsOptional, IsUUID } from 'class-validator';

export class PreviewQuery {
  /** The last contact that the page before has looked at. */
  @IsOptional()
  @IsUUID(undefined, {
    message: 'after must be the id of a contact; open Privacy from the menu and go on from there',
  })
  after?: string;
}
