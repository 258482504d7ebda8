import { decodeEntities } from './entities.js';

/** More than anybody publishes; the rest of a longer text is not looked at. */
const MOST_CHARACTERS = 200_000;

/** An entity may be written as one twice over, and then hide a mark; more often it is somebody's joke. */
const MOST_ROUNDS = 4;

/** Where a new paragraph or line begins in a browser. */
const BREAKS = new Set([
  'p',
  'div',
  'br',
  'li',
  'ul',
  'ol',
  'tr',
  'table',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'hr',
]);

/** What browsers never show. */
const UNSEEN = new Set(['script', 'style', 'template', 'title', 'iframe', 'object']);

/**
 * The words of a text in which there may be HTML: "HTML entities in names", marks in descriptions. Paragraphs stay;
 * scripts and comments go with what is in them. What comes out holds no tag and no character that cannot be stored.
 * @example plainText('<p>Abbey &amp; Park</p><script>alert(1)</script>') // 'Abbey & Park'
 */
export function plainText(html: string): string {
  let text = html.slice(0, MOST_CHARACTERS).replace(/\r\n?/g, '\n');
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const before = text;
    text = decodeEntities(withoutTags(text));
    if (text === before) break;
  }
  return withoutTags(text)
    .replace(/[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u00ad]/g, '')
    .replace(/[^\P{Cc}\n\t]|\p{Cs}/gu, '')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** As `plainText`, on one line: for names and titles. */
export function plainLine(html: string): string {
  return plainText(html).replace(/\s+/g, ' ');
}

/** Reads from left to right once, so that a text made to be slow is not. */
function withoutTags(text: string): string {
  if (!text.includes('<')) return text;
  const tag = /<(\/?)([a-zA-Z][a-zA-Z\d]*)\b[^<>]*>/y;
  let kept = '';
  let from = 0;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', from)) {
    kept += text.slice(from, at);
    if (text.startsWith('<!', at) || text.startsWith('<?', at)) {
      from = after(text, text.startsWith('<!--', at) ? '-->' : '>', at);
      continue;
    }
    tag.lastIndex = at;
    const [whole, closes, name = ''] = tag.exec(text) ?? [];
    if (whole === undefined) {
      kept += '<';
      from = at + 1;
      continue;
    }
    from = at + whole.length;
    const lower = name.toLowerCase();
    if (UNSEEN.has(lower) && !closes) from = afterClosing(text, lower, from);
    else if (BREAKS.has(lower)) kept += lower === 'li' && !closes ? '\n- ' : '\n';
  }
  return kept + text.slice(from);
}

/** Behind the mark that ends it; what never ends goes on to the end of the text. */
function after(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark, from);
  return end < 0 ? text.length : end + mark.length;
}

function afterClosing(text: string, name: string, from: number): number {
  const closing = new RegExp(`</${name}[^<>]*>`, 'gi');
  closing.lastIndex = from;
  return closing.exec(text) ? closing.lastIndex : text.length;
}
