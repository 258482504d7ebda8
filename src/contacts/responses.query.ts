import type { EntityManager } from 'typeorm';
import type { ProposedResponse } from './domain/meaningful-response.js';

/** Which answer came under this key of a client's, as it was proposed? Its texts are sealed. */
export async function responseUnder(
  manager: EntityManager,
  forceId: string,
  contactId: string,
  key: string,
): Promise<(Pick<ProposedResponse, 'route' | 'respondedAt'> & { id: string; sealed: Buffer | null })[]> {
  return manager.query(
    `select r.id, r.route, case when r.mail_id is null then r.responded_at end as "respondedAt", t.sealed
       from response r left join contact_text t on t.force_id = r.force_id and t.id = r.id
      where r.force_id = $1 and r.contact_id = $2 and r.client_key = $3`,
    [forceId, contactId, key],
  );
}
