/** The few ways a use case can refuse; one filter turns them into problem details or a page. */
export type DomainErrorKind =
  'invalid' | 'not-found' | 'forbidden' | 'unauthenticated' | 'conflict' | 'unavailable';

/** One thing wrong with one field of the input; `field` is a property path such as `enquirer.email`. */
export interface FieldError {
  field: string;
  message: string;
}

/**
 * A refusal that the caller can act on. `message` says what to do and never holds personal data, because it
 * is logged and shown.
 */
export class DomainError extends Error {
  constructor(
    readonly kind: DomainErrorKind,
    message: string,
    readonly fields: FieldError[] = [],
  ) {
    super(message);
    this.name = 'DomainError';
  }

  static invalid(message: string, fields: FieldError[] = []): DomainError {
    return new DomainError('invalid', message, fields);
  }

  /** The usual refusal of one field: the message serves the summary and the field alike. */
  static field(field: string, message: string): DomainError {
    return new DomainError('invalid', message, [{ field, message }]);
  }

  /** @param field which names it, where a form or an address names several things */
  static notFound(message: string, field?: string): DomainError {
    return new DomainError('not-found', message, field === undefined ? [] : [{ field, message }]);
  }

  static conflict(message: string, fields: FieldError[] = []): DomainError {
    return new DomainError('conflict', message, fields);
  }
}
