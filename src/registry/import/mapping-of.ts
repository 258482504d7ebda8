import type { EntityManager } from 'typeorm';
import { headerOf } from './csv-file.js';
import { type ColumnMapping, mappingFor } from './domain/column-mapping.js';
import { type ImportKind, KINDS } from './import-kinds.js';
import { rememberedColumns } from './import-list.query.js';

/** How to read this file without asking anybody; undefined if a person has to say which column is which. */
export async function mappingOf(
  manager: EntityManager,
  forceId: string,
  kind: ImportKind,
  bytes: Buffer,
): Promise<{ mapping: ColumnMapping | null } | undefined> {
  const { layout } = KINDS[kind];
  if (!layout) return { mapping: null };
  const { names } = await headerOf(bytes);
  return mappingFor(names, layout, await rememberedColumns(manager, forceId, kind));
}
