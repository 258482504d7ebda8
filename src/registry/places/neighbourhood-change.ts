/** A neighbourhood of the new order. */
export interface Successor {
  code: string;
  /** Of a new one; a recorded one keeps its own. */
  name: string | null;
  /** Collar number of the lead named officer from the first day; null: undecided, so vacant if it is new. */
  lead: string | null;
}

/** What a force admin may do to a neighbourhood. */
export type NeighbourhoodChange =
  | { kind: 'begin'; name: string; fromOn: string }
  | { kind: 'rename'; name: string; fromOn: string }
  | { kind: 'end'; untilOn: string }
  | { kind: 'merge'; fromOn: string; others: string[]; into: Successor[]; carry: boolean }
  | { kind: 'split'; fromOn: string; into: Successor[]; carry: boolean };

export type ChangeKind = NeighbourhoodChange['kind'];
export type Reordering = Extract<NeighbourhoodChange, { kind: 'merge' | 'split' }>;

export interface ChangeOutcome {
  outcome: 'changed' | 'unchanged';
  /** What it does, a sentence each; officers by collar number. */
  consequences: string[];
  /** What somebody has to see to afterwards. */
  warnings: string[];
}
