import type { ForceInput } from './force.js';

/** One contact from the public, as somebody's program pushes it in. */
export interface ContactInput {
  /** Its number in the story; what the product calls it is learnt from the answer. */
  n: number;
  place: string;
  point: [lng: number, lat: number] | null;
  /** Null: left out, which the API takes for `api`. */
  channel: string | null;
  /** When the person wrote, to the millisecond. */
  start: number;
  /** The same as the program states it. */
  stated: string;
  receivedAt: number;
  enquirer: { name?: string; email?: string; telephone?: string; address?: string };
  subject: string;
  message: string;
}

export type Deed =
  | { kind: 'receive'; n: number }
  | { kind: 'respond'; n: number; route: string; respondedAt: number }
  | { kind: 'send-answer'; n: number }
  | { kind: 'take-out'; n: number; reason: string; duplicateOf?: number }
  | { kind: 'bring-back'; n: number }
  | { kind: 'confirm'; n: number }
  /** Somebody says that the priorities of a place were looked through. */
  | { kind: 'review'; code: string }
  | { kind: 'tick'; how: 'once' | 'twice' | 'two-at-once' }
  | { kind: 'report'; periods: Comparison[] };

/** A deed at an instant; of those at one instant the lower `order` comes first. */
export type Action = Deed & { at: number; order: number };

/** A period and, written out by hand, the one its figures are compared with. */
export interface Comparison {
  fromOn: string;
  toOn: string;
  before: { fromOn: string; toOn: string };
}

export interface Story {
  force: ForceInput;
  contacts: ContactInput[];
  actions: Action[];
}

/** When everything has happened. */
export const inOrder = (actions: Action[]): Action[] =>
  [...actions].sort((a, b) => a.at - b.at || a.order - b.order);

/** Sealed wherever it stands: nothing that holds this word may be found in clear. */
export const PLANTED = 'qxvellor';
