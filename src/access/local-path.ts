const LONGEST = 2000;
// Stands for our own host, which the check does not need to know.
const HERE = 'http://here.invalid';

/**
 * An address of this site to go on to after signing in, else null. Never another site's: browsers read `//host`
 * and `/\host` as one, and drop tabs and line ends from the middle of an address.
 *
 * @example localPath('/contacts?page=2') // '/contacts?page=2'
 * @example localPath('//elsewhere.example') // null
 */
export function localPath(next: string | undefined): string | null {
  // eslint-disable-next-line no-control-regex -- control characters are what must be kept out
  if (!next || next.length > LONGEST || !/^\/(?![/\\])[^\\\u0000-\u0020\u007f]*$/.test(next)) return null;
  if (!URL.canParse(next, HERE)) return null;
  const url = new URL(next, HERE);
  // Signing in again, or out, is no place to go on to.
  if (url.origin !== HERE || /^\/+sign-(in|out)(\/|$)/.test(url.pathname) || url.pathname.startsWith('//'))
    return null;
  return url.pathname + url.search + url.hash;
}
