/** By the letter that stands for it in the address of rows. */
const PREFIXES: Readonly<Record<string, string>> = { w: '', a: 'area:', d: 'weekday:' };

/**
 * Every figure that a page of a report prints: its key, and what stands in its cell. A figure that leads to its rows is
 * named by the address, any other by `data-figure`.
 */
export function figuresOnPage(html: string): [key: string, inner: string][] {
  return [...html.matchAll(/<(td|th|dd)\b([^>]*)>([^]*?)<\/\1>/g)].flatMap(([, , attributes, inner]) => {
    const key = / data-figure="([^"]*)"/.exec(attributes!)?.[1] ?? keyOf(inner!);
    return key === undefined ? [] : [[key, inner!]];
  });
}

/** @example keyOf('<a href="r/2026-Q3/share-met/n/NC04">') // 'share-met NC04 -' */
function keyOf(inner: string): string | undefined {
  const address = /^<a href="(?:\/reports\/)?r\/[^/"]+\/([^"?]+)/.exec(inner)?.[1];
  if (address === undefined) return undefined;
  const [measure, kind, code] = address.split('/').map(decodeURIComponent);
  if (kind === undefined) return `${measure} - -`;
  if (kind === 'n') return `${measure} ${code} -`;
  return kind === 'c' ? `${measure} - ${code}` : `${measure} - - ${PREFIXES[kind]}${code}`;
}
