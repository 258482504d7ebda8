import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { ReportSubject } from './report-draft.query.js';

/** A version as it is named beside other reports of its period. */
export interface IssuedVersion {
  id: string;
  version: number;
  issuedAt: DateTime;
}

const VERSIONS = `
-- Which versions of a report were issued of a period and a part, the newest first?
select id, version, issued_at as "issuedAt"
from issued_report where force_id = $1 and from_on = $2 and to_on = $3 and part = $4 order by version desc`;

export const versionsOf = (
  manager: EntityManager,
  forceId: string,
  { fromOn, toOn, part }: ReportSubject,
): Promise<IssuedVersion[]> => manager.query(VERSIONS, [forceId, fromOn, toOn, part]);
