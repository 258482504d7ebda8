import type { EntityManager } from 'typeorm';

/** A file as it was written when the report was issued. */
export interface KeptFile {
  /** What stands after the point in its address: `pdf`. */
  name: string;
  mediaType: string;
  fileName: string;
  bytes: Buffer;
}

export interface KeptFileLine extends Omit<KeptFile, 'bytes'> {
  size: number;
  sha256: string;
}

const LIST = `
-- Which files were kept of a version?
select name, media_type as "mediaType", file_name as "fileName", length(bytes) as size, sha256
from issued_report_file where force_id = $1 and report_id = $2 order by name`;

const FIND = `
-- What is in one of them?
select name, media_type as "mediaType", file_name as "fileName", bytes, sha256
from issued_report_file where force_id = $1 and report_id = $2 and name = $3`;

const KEEP = `
-- Keep a file for ever.
insert into issued_report_file (force_id, report_id, name, media_type, file_name, bytes, sha256)
values ($1, $2, $3, $4, $5, $6, encode(sha256($6), 'hex'))`;

export const keptFiles = (
  manager: EntityManager,
  forceId: string,
  reportId: string,
): Promise<KeptFileLine[]> => manager.query(LIST, [forceId, reportId]);

export async function keptFile(
  manager: EntityManager,
  forceId: string,
  reportId: string,
  name: string,
): Promise<(KeptFile & { sha256: string }) | null> {
  const [found]: (KeptFile & { sha256: string })[] = await manager.query(FIND, [forceId, reportId, name]);
  return found ?? null;
}

export async function keepFile(
  manager: EntityManager,
  forceId: string,
  reportId: string,
  { name, mediaType, fileName, bytes }: KeptFile,
): Promise<void> {
  await manager.query(KEEP, [forceId, reportId, name, mediaType, fileName, bytes]);
}
