import * as openid from 'openid-client';

/** Why somebody was not let in. */
export type Reason =
  | 'stale'
  | 'provider-refused'
  | 'unreachable'
  | 'code'
  | 'token'
  | 'not-fresh'
  | 'tenant'
  | 'no-role'
  | 'no-name'
  | 'disabled';

/** A sign-in that ends here. What the provider sent stays out of every message: it holds names and secrets. */
export class RefusedSignIn extends Error {
  constructor(
    readonly reason: Reason,
    cause?: unknown,
  ) {
    super(`A sign-in was refused: ${reason}.`, { cause });
    this.name = 'RefusedSignIn';
  }

  /** A word of the protocol that says where it went wrong, for the log. */
  get code(): string | undefined {
    const { code } = (this.cause ?? {}) as { code?: unknown };
    return typeof code === 'string' ? code : undefined;
  }
}

/** Which of the reasons an error of the protocol amounts to. */
export function reasonOf(error: unknown): Reason {
  if (error instanceof RefusedSignIn) return error.reason;
  if (error instanceof openid.AuthorizationResponseError) return 'provider-refused';
  if (error instanceof openid.ResponseBodyError) return 'code';
  if (error instanceof TypeError) return 'unreachable';
  const { code, cause } = error as { code?: string; cause?: unknown };
  if (['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM'].includes(code ?? ''))
    return 'unreachable';
  return /auth_time/.test(messageOf(error) + messageOf(cause) + claimOf(cause)) ? 'not-fresh' : 'token';
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : '');

function claimOf(error: unknown): string {
  const { cause } = (error ?? {}) as { cause?: { claim?: unknown } };
  return typeof cause?.claim === 'string' ? cause.claim : '';
}
