import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { FieldError } from '../../common/errors.js';

/** What every record of a neighbourhood's life has beside its own fields. */
export interface Recorded {
  id: string;
  /** Counted by the database at every change. */
  version: number;
}

/** What a neighbourhood has beside its officers, one kind a file: how it is stored and what it must be. */
export interface LifeKind<Fields extends object, Row extends Fields & Recorded> {
  /** For messages: `priority`. */
  word: string;
  table: 'priority' | 'neighbourhood_event' | 'place' | 'link';
  /** All of a neighbourhood, in the order in which they are shown. */
  list(manager: EntityManager, forceId: string, neighbourhoodId: string): Promise<Row[]>;
  insert(
    manager: EntityManager,
    forceId: string,
    neighbourhoodId: string,
    id: string,
    fields: Fields,
  ): Promise<void>;
  update(manager: EntityManager, forceId: string, id: string, fields: Fields): Promise<void>;
  /** The whole record after a change of some fields of it. */
  changed(before: Row, change: Partial<Fields>, at: DateTime): Fields;
  /** What is wrong with it, by field. */
  problems(fields: Fields, at: DateTime): FieldError[];
  /** Texts that are read out, compared and searched: there is nothing in them that nobody sees, line ends aside. */
  seenTexts: readonly (keyof Fields & string)[];
  /** Are these two the same thing, so that a neighbourhood has one of them? */
  isSame?(a: Fields, b: Fields): boolean;
}
