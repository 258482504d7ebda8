/** By the letter that stands for it in the address of rows. */
const PREFIXES: Readonly<Record<string, string>> = { w: '', a: 'area:', d: 'weekday:' };

/**
 * Every figure that a page of a report prints: its key, and what stands in its cell. A figure that leads to its rows is
 * named by the address, any other by `data-figure`. Links to the rows of another period, of a month or of the period before,
 * and those to a list (`#rows`) name no figure of the report.
 */
export function figuresOnPage(html: string): [key: string, inner: string][] {
  const own = HEADLINE.exec(html)?.[1];
  return [...html.matchAll(/<(td|th|dd)\b([^>]*)>([^]*?)<\/\1>/g)].flatMap(([, , attributes, inner]) => {
    const key = / data-figure="([^"]*)"/.exec(attributes!)?.[1] ?? keyOf(inner!, own);
    return key === undefined ? [] : [[key, inner!]];
  });
}

/** The period of the report, as its first figures have it. */
const HEADLINE = /<dd[^>]* data-figure="[^"]*"><a [^>]*href="(?:\/reports\/)?r\/([^/"]+)\//;

/** @example keyOf('<a href="r/2026-Q3/share-met/n/NC04">', '2026-Q3') // 'share-met NC04 -' */
function keyOf(inner: string, own: string | undefined): string | undefined {
  const [, period, address] =
    /^<a href="(?:\/reports\/)?r\/([^/"]+)\/([^"?#]+)(?:\?[^"#]*)?"/.exec(inner) ?? [];
  if (address === undefined || period !== own) return undefined;
  const [measure, kind, code] = address.split('/').map(decodeURIComponent);
  if (kind === undefined) return `${measure} - -`;
  if (kind === 'n') return `${measure} ${code} -`;
  return kind === 'c' ? `${measure} - ${code}` : `${measure} - - ${PREFIXES[kind]}${code}`;
}
