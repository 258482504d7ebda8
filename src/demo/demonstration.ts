import type { ForceDatabase } from '../database/force-database.js';
import { DEMO_FORCE } from './demo-force.js';
import { DEMONSTRATION_MARK } from './story/story.js';

/**
 * What a database holds of the demonstration. `broken off`: a start was killed in the middle of the story, and it
 * must be told afresh in a new database, because an audit log cannot be taken back.
 */
export interface DemonstrationState {
  state: 'absent' | 'told' | 'broken off';
  /** Forces that somebody has imported besides; a database with them is not thrown away. */
  otherForces: string[];
}

export async function demonstrationState(database: ForceDatabase): Promise<DemonstrationState> {
  const forces = await database.statement<{ id: string }>('demonstration-forces', 'select id from force');
  const otherForces = forces.map(({ id }) => id).filter((id) => id !== DEMO_FORCE.id);
  if (otherForces.length === forces.length) return { state: 'absent', otherForces };
  const marks = await database.inForce(DEMO_FORCE.id, (manager) =>
    manager.query<unknown[]>(
      `select 1 from audit_entry where force_id = $1 and subject_kind = 'import' and subject_id = $2`,
      [DEMO_FORCE.id, DEMONSTRATION_MARK],
    ),
  );
  return { state: marks.length > 0 ? 'told' : 'broken off', otherForces };
}
