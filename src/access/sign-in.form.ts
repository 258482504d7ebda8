import { IsIn, IsOptional, IsString, IsUUID } from 'class-validator';

/** Where to go on to after signing in. */
export class SignInQuery {
  @IsOptional()
  @IsString({ message: 'next must be an address of this site' })
  next?: string;
}

/** Where a sign-in at an identity provider begins. */
export class BeginQuery extends SignInQuery {
  /** The account that the provider remembers was refused: it has to ask for another. */
  @IsOptional()
  @IsIn(['other'], { message: 'account must be other' })
  account?: 'other';
}

/** The trial's choice of person. */
export class SignInForm extends SignInQuery {
  @IsUUID(undefined, { message: 'Choose who to sign in as' })
  personId: string;
}
