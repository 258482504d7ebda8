import { quoted } from '../../domain/parsed-row.js';
import type { PulledAnswer } from './pulled-answers.js';
import { plainLine, plainText } from './plain-text.js';

type Check = (text: string) => string | undefined;

/**
 * Reads the keys of one object of an answer. "Expect missing keys": a key that is missing, null or blank says nothing.
 * What cannot be used is left out and said, with `where` in front: `link 2: …`.
 */
export class AnswerReader {
  private readonly keys: Record<string, unknown>;

  constructor(
    json: unknown,
    private readonly leftOut: string[],
    private readonly where = '',
  ) {
    this.keys = isObject(json) ? json : {};
  }

  say(words: string): void {
    this.leftOut.push(this.where ? `${this.where}: ${words}` : words);
  }

  of(key: string): unknown {
    return Object.hasOwn(this.keys, key) ? this.keys[key] : undefined;
  }

  /** One line of plain text, or null. A longer one is cut. */
  line(key: string, most: number, check?: Check): string | null {
    return this.text(key, most, plainLine, check);
  }

  /** Plain text of several lines, or null. */
  paragraphs(key: string, most: number): string | null {
    return this.text(key, most, plainText);
  }

  private text(key: string, most: number, plain: (text: string) => string, check?: Check): string | null {
    const value = this.of(key);
    if (value === undefined || value === null) return null;
    if (typeof value !== 'string' && typeof value !== 'number') {
      this.say(`${key} is no text`);
      return null;
    }
    const text = plain(String(value));
    if (text === '') return null;
    const wrong = check?.(text);
    if (wrong) {
      this.say(`${key}: ${wrong}`);
      return null;
    }
    if (text.length <= most) return text;
    this.say(`${key} is longer than ${most} characters and was cut there`);
    return wholeCharacters(text, most).trimEnd();
  }

  /** Degrees: "all coordinates are decimal strings"; numbers are taken too. */
  degrees(key: string): number | null {
    return degreesOf(this.of(key));
  }
}

/**
 * The objects of an answer that is a list; null, and why, if there is no such list. What in it is no object is left out.
 */
export function objectsOf(answer: PulledAnswer, what: string, leftOut: string[]): object[] | null {
  if ('missing' in answer) {
    leftOut.push(`the ${what} ${answer.missing}`);
    return null;
  }
  const { json } = answer;
  if (!Array.isArray(json)) {
    leftOut.push(`the ${what} are not a list`);
    return null;
  }
  const objects = json.filter(isObject);
  const none = json.length - objects.length;
  if (none > 0) leftOut.push(`${none} of the ${what} cannot be read`);
  return objects;
}

/** Each once, by what makes two of them the same; how many repeat is said. */
export function withoutRepeats<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  what: string,
  leftOut: string[],
): T[] {
  const byKey = new Map<string, T>();
  for (const item of items) if (!byKey.has(keyOf(item))) byKey.set(keyOf(item), item);
  const repeats = items.length - byKey.size;
  if (repeats > 0) leftOut.push(`${repeats} of the ${what} ${repeats === 1 ? 'repeats' : 'repeat'} another`);
  return [...byKey.values()];
}

/** @example degreesOf('52.6394052') // 52.6394052 */
export function degreesOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || !/^\s*-?\d{1,3}(\.\d{1,20})?\s*$/.test(value)) return null;
  return Number(value);
}

export function isObject(json: unknown): json is Record<string, unknown> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/** For sentences: the text short, on one line and in quotation marks. */
export const named = (text: string): string => quoted(plainLine(text));

/** Never half of a character that takes two. */
function wholeCharacters(text: string, most: number): string {
  return text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
}
