import { formatInstant } from '../../common/calendar.js';
import { issuedHref } from './issued-list.view.js';
import type { IssuedVersion } from './versions-of.query.js';

/** What a page of other figures of a period says of those that were issued; null if none were. */
export function versionsTold(versions: readonly IssuedVersion[]): object | null {
  const [newest, ...replaced] = versions.map(({ id, version, issuedAt }) => ({
    href: issuedHref(id),
    version,
    at: formatInstant(issuedAt),
  }));
  return newest ? { newest, replaced } : null;
}
