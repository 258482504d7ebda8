import type { EntityManager } from 'typeorm';
import type { Boundary } from '../domain/boundary.js';
import { type Shape, shapeOf } from './area-overlap.js';

type ShapedTable = 'ward' | 'neighbourhood';

const BOUNDARIES: Record<ShapedTable, string> = {
  ward: `select id, boundary from ward where force_id = $1 and id = any($2)`,
  neighbourhood: `select id, boundary from neighbourhood where force_id = $1 and id = any($2) and boundary is not null`,
};

/** Some 50 MB of boundaries, however many a force has. */
const POINTS_KEPT = 500_000;

/** Boundaries of a force as they are needed, each read about once: neighbours ask for the same ones. */
export class Shapes {
  private readonly kept = new Map<string, Shape>();
  private points = 0;

  constructor(
    private readonly manager: EntityManager,
    private readonly forceId: string,
  ) {}

  async of(table: ShapedTable, ids: readonly string[]): Promise<Map<string, Shape>> {
    if (this.points > POINTS_KEPT) {
      this.kept.clear();
      this.points = 0;
    }
    const missing = ids.filter((id) => !this.kept.has(`${table} ${id}`));
    if (missing.length > 0) {
      const rows = await this.manager.query<{ id: string; boundary: Boundary }[]>(BOUNDARIES[table], [
        this.forceId,
        missing,
      ]);
      for (const { id, boundary } of rows) this.keep(`${table} ${id}`, shapeOf(boundary));
    }
    return new Map(ids.map((id) => [id, this.kept.get(`${table} ${id}`)!]));
  }

  private keep(key: string, shape: Shape): void {
    this.kept.set(key, shape);
    this.points += shape.polygons.flat().reduce((sum, ring) => sum + ring.length, 0);
  }
}
