import { IsOptional, IsString, IsUUID } from 'class-validator';

/** Where to go on to after signing in. */
export class SignInQuery {
  @IsOptional()
  @IsString({ message: 'next must be an address of this site' })
  next?: string;
}

/** The trial's choice of person. */
export class SignInForm extends SignInQuery {
  @IsUUID(undefined, { message: 'Choose who to sign in as' })
  personId: string;
}
