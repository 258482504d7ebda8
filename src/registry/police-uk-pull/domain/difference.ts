/** One thing that a pull would change: what stands here and what will. Null: nothing. */
export interface Difference {
  field: string;
  before: string | null;
  after: string | null;
}

/** A row of the registry beside which a pulled one is laid. */
export interface Held<T> {
  id: string;
  value: T;
  /** Its last version was written by a pull: then a pull may take it away again. */
  fromPull: boolean;
  /** It has ended, or was called off. */
  over: boolean;
}

/** What is written of a list. A pull adds and changes; it ends only what a pull has brought. */
export interface ListWrite<T> {
  added: T[];
  changed: { id: string; value: T }[];
  ended: string[];
}

/** A fact that data.police.uk gives and that is another one here. What it does not give stays as it is. */
export function isOther<T>(pulled: T | null, held: T | null): pulled is T {
  return pulled !== null && pulled !== '' && pulled !== held;
}
