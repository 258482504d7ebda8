import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import { parse, stringify } from 'yaml';
import { ROOT } from '../support/postgres/trial-process.js';

/** Stands for every letter of a text that came out of the marked catalogue. */
const MARK = 'ŵ';

type Tree = Record<string, unknown>;

/** The English catalogue, to be changed at will. */
export const englishTexts = (): Tree =>
  parse(readFileSync(join(ROOT, 'config/texts/en.yaml'), 'utf8')) as Tree;

/** A file of texts for another language in which every letter is a mark, and only {gaps} are as they were. */
export function markedTexts(language: string, changes: (texts: Tree) => void = () => undefined): string {
  const { language: _language, name: _name, reviewed: _reviewed, ...sections } = englishTexts();
  const texts = { language, name: MARK.repeat(7), reviewed: true, ...(marked(sections) as Tree) };
  changes(texts);
  return stringify(texts);
}

function marked(node: unknown): unknown {
  if (typeof node === 'string') return node.replace(/(\{\w+\})|\p{L}/gu, (_, gap?: string) => gap ?? MARK);
  return Object.fromEntries(Object.entries(node as Tree).map(([key, value]) => [key, marked(value)]));
}

/** What a browser shows or reads aloud of a page or a mail: its texts, and the attributes that are said. */
export function saidBy(html: string): string {
  const shown = html.replace(/<(script|style)\b[^]*?<\/\1>/g, ' ');
  const attributes = [
    ...shown.matchAll(/\s(?:title|alt|placeholder|value|aria-label|aria-description)="([^"]*)"/g),
  ].map(([, value]) => value);
  return [shown.replace(/<[^>]*>/g, ' '), ...attributes]
    .join(' ')
    .replace(/&#x27;|&#39;/g, "'")
    .replace(/&#x3D;/g, '=')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');
}

/**
 * The words that are neither of the marked catalogue nor data. Data of these tests stands ‹in brackets›, or is an
 * address, a reference, an id or a number; months and days are named by the language itself.
 */
export function strangeWords(said: string, language: string): string[] {
  const words = said
    .replace(/‹[^›]*›/g, ' ')
    .replace(/https?:\/\/\S+|[\w.+-]+@[\w.-]+/g, ' ')
    .replace(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, ' ')
    .replace(/\b[0-9a-f]{64}\b/g, ' ')
    .replace(/\b[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{3}\b/g, ' ')
    .match(/\p{L}+/gu);
  const own = namesOfTime(language);
  return [...new Set(words)].filter((word) => !own.has(word) && word.replaceAll(MARK, '') !== '');
}

function namesOfTime(language: string): Set<string> {
  const days = Array.from({ length: 366 }, (_, day) => DateTime.utc(2028, 1, 1).plus({ days: day }));
  return new Set(
    days.flatMap((day) =>
      day
        .setLocale(`${language}-GB`)
        .toFormat('EEEE MMMM')
        .match(/\p{L}+/gu)!,
    ),
  );
}
