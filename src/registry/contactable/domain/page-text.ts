const HIDDEN = /<!--[\s\S]*?-->|<(script|style|template|noscript)\b[\s\S]*?<\/\1\s*>/gi;
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  rsquo: "'",
  lsquo: "'",
  ndash: '-',
  shy: '',
};

/**
 * The words of a page as a reader without scripts sees them: no mark-up, no scripts, characters decoded.
 * @example wordsOf('<b>Ann</b>&nbsp;O&#8217;Neil') // "ann o'neil"
 */
export function wordsOf(html: string): string {
  const text = html
    .replace(HIDDEN, ' ')
    // What stands open at the end of a page that was cut off is no text either.
    .replace(/<[a-z/!][^>]*(>|$)/gi, ' ')
    .replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,8});/gi, (whole, name: string) => decoded(name) ?? whole);
  return folded(text);
}

/**
 * Does the page carry one of these names, as whole words, whatever its letters' case, accents or kind of apostrophe?
 * @example carriesName('<h3>PC 4711 <span>Ann</span> <span>Ward</span></h3>', ['Ann Ward']) // true
 */
export function carriesName(html: string, names: readonly string[]): boolean {
  const words = wordsOf(html);
  return names.some((name) => {
    const wanted = folded(name);
    if (wanted === '') return false;
    const pattern = wanted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'u').test(words);
  });
}

function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}|\u00ad|\u200b/gu, '')
    .replace(/[\u2018\u2019\u02bc`]/g, "'")
    .replace(/[\u2010-\u2015]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

function decoded(name: string): string | undefined {
  if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()];
  const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : undefined;
}
