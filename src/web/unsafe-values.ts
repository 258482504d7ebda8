import { DomainError } from '../common/errors.js';

/** PostgreSQL stores no NUL in a text, and half of a surrogate pair is no character at all. */
const unstorable = /[\0\p{Cs}]/u;

/** Far deeper than any body of ours (GeoJSON needs 8), far shallower than what would exhaust the stack. */
const MAX_DEPTH = 32;

/**
 * Refuses a parsed body that holds, anywhere, a text that could not be stored or a field named like a method of
 * every object (`constructor`, `toString`: validation would drop it silently), or that is nested without end.
 * @throws DomainError `invalid`, naming the property path
 */
export function refuseUnsafeValues(value: unknown, path = '', depth = 0): void {
  if (typeof value === 'string') {
    if (unstorable.test(value)) throw unstorableAt(path);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (depth === MAX_DEPTH) {
    throw DomainError.invalid(`The body is nested more than ${MAX_DEPTH} levels deep. Flatten it.`);
  }
  for (const [name, inner] of Object.entries(value)) {
    const innerPath = path ? `${path}.${name}` : name;
    if (unstorable.test(name)) throw unstorableAt(path);
    if (name in Object.prototype)
      throw DomainError.field(innerPath, `${innerPath} is a reserved name; remove it`);
    refuseUnsafeValues(inner, innerPath, depth + 1);
  }
}

function unstorableAt(path: string): DomainError {
  const message = 'Remove the character that cannot be stored (NUL or half of a surrogate pair)';
  return path ? DomainError.field(path, message) : DomainError.invalid(message);
}
