import { DomainError } from '../common/errors.js';

/** Far deeper than any body of ours (GeoJSON needs 8), far shallower than what would exhaust the stack. */
const MAX_DEPTH = 32;

/**
 * More than any object of ours has: what is many is a list. Validation searches all names of an object for each of them.
 */
const MAX_NAMES = 1000;

/** Ten times what a body of ours has; each is checked and told of by itself. */
const MAX_OBJECTS = 10_000;

interface Walk {
  /** The way to a value that is refused, innermost first: it is written down only once there is one. */
  way: (string | number)[];
  objects: number;
}

type Wrong = 'crowded' | 'deep' | 'many' | 'reserved' | 'unstorable';

/**
 * Refuses a parsed body that holds, anywhere, a text that could not be stored or a field named like a method of
 * every object (`constructor`, `toString`: validation would drop it silently), or names, objects or nesting without end.
 * @throws DomainError `invalid`, naming the property path
 */
export function refuseUnsafeValues(value: unknown): void {
  const walk: Walk = { way: [], objects: 0 };
  const wrong = wrongIn(value, walk, 0);
  if (!wrong) return;
  const path = walk.way.reverse().join('.');
  if (wrong === 'deep') throw tooDeep();
  if (wrong === 'crowded')
    throw DomainError.invalid(`The body holds more than ${MAX_OBJECTS} objects. Send it in several parts.`);
  if (wrong === 'reserved') throw DomainError.field(path, `${path} is a reserved name; remove it`);
  if (wrong === 'many') throw tooMany(path);
  const message = 'Remove the character that cannot be stored (NUL or half of a surrogate pair)';
  throw path ? DomainError.field(path, message) : DomainError.invalid(message);
}

function wrongIn(value: unknown, walk: Walk, depth: number): Wrong | undefined {
  if (typeof value === 'string') return isStorable(value) ? undefined : 'unstorable';
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth === MAX_DEPTH) return 'deep';
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at++) {
      const wrong = wrongIn(value[at], walk, depth + 1);
      if (wrong) return (walk.way.push(at), wrong);
    }
    return undefined;
  }
  if (++walk.objects > MAX_OBJECTS) return 'crowded';
  const names = Object.keys(value);
  if (names.length > MAX_NAMES) return 'many';
  for (const name of names) {
    if (!isStorable(name)) return 'unstorable';
    const reserved = name in Object.prototype ? 'reserved' : undefined;
    const wrong = reserved ?? wrongIn((value as Record<string, unknown>)[name], walk, depth + 1);
    if (wrong) return (walk.way.push(name), wrong);
  }
  return undefined;
}

/** PostgreSQL stores no NUL in a text, and half of a surrogate pair is no character at all. */
const isStorable = (text: string): boolean => !/[\0\p{Cs}]/u.test(text);

/**
 * More than any body of ours holds: a boundary of 20,000 points is 60,000 of them, what a file brings comes as one text.
 * A body of nothing but commas would take its length many times over once it is read.
 */
const MAX_VALUES = 400_000;

/**
 * Refuses JSON of too many values, or nested too deeply, before any of it is built: it goes over the bytes once and skips
 * texts. What is no JSON may pass; reading it says so.
 * @throws DomainError `invalid`
 */
export function refuseEndlessJson(bytes: Buffer): void {
  let values = 0;
  let depth = 0;
  let isText = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) isText = !isText;
    else if (isText) {
      // What follows it belongs to it, be it a quote.
      if (byte === BACKSLASH) at++;
    } else if (byte === COMMA) values++;
    else if (byte === OPENING_BRACKET || byte === OPENING_BRACE) {
      values++;
      if (++depth > MAX_DEPTH) throw tooDeep();
    } else if (byte === CLOSING_BRACKET || byte === CLOSING_BRACE) depth--;
    if (values > MAX_VALUES)
      throw DomainError.invalid(`The body holds more than ${MAX_VALUES} values. Send it in several parts.`);
  }
}

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPENING_BRACKET, CLOSING_BRACKET, OPENING_BRACE, CLOSING_BRACE] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Said without a field where the body itself is meant. */
function tooMany(path: string): DomainError {
  const message = `Send at most ${MAX_NAMES} fields in one object`;
  return path ? DomainError.field(path, message) : DomainError.invalid(`${message}.`);
}

const tooDeep = (): DomainError =>
  DomainError.invalid(`The body is nested more than ${MAX_DEPTH} levels deep. Flatten it.`);
