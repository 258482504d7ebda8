/** A text that is no JSON that everybody reads alike; the message says why. */
export class NotStrictJson extends Error {}

/**
 * Reads JSON that means the same to every reader (I-JSON, RFC 7493, as RFC 8785 asks): a name that stands twice in one
 * object, of which some readers take the first and some the last, is refused, and so is half a character. A number must
 * be written as RFC 8785 writes it: in any other form two texts would be one number, and some readers would round it.
 * @example parseStrictJson('{"a":1,"a":2}') // throws NotStrictJson: The name "a" stands twice in one object.
 */
export function parseStrictJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new NotStrictJson('It is cut short, or no JSON at all.');
  }
  refuseAmbiguous(text);
  return value;
}

// The text is JSON already, so strings, numbers and brackets are all there is to look at.
const TOKEN = /"(?:[^"\\]+|\\.)*"(\s*:)?|-?\d[\d.eE+-]*|[{}[\]]/g;
const HALF_A_CHARACTER = /\p{Surrogate}/u;
const MOST_SHOWN = 60;
/** Several times what a report needs, and little enough for whoever reads it part within part. */
const DEEPEST = 64;

function refuseAmbiguous(text: string): void {
  const open: (Set<string> | null)[] = [];
  for (const [token, colon] of text.matchAll(TOKEN)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(null);
    else if (token === '}' || token === ']') open.pop();
    else if (token.startsWith('"')) {
      const said = JSON.parse(colon === undefined ? token : token.slice(0, -colon.length)) as string;
      if (HALF_A_CHARACTER.test(said)) throw new NotStrictJson('A text holds half a character.');
      if (colon !== undefined) addName(open.at(-1)!, said);
    } else refuseUnlessPlain(token);
    if (open.length > DEEPEST) throw new NotStrictJson(`It is nested more than ${DEEPEST} deep.`);
  }
}

function refuseUnlessPlain(token: string): void {
  const number = Number(token);
  const shown = token.slice(0, MOST_SHOWN);
  if (!Number.isFinite(number)) throw new NotStrictJson(`The number ${shown} is too large.`);
  if (String(number) === token) return;
  throw new NotStrictJson(`The number ${shown} is not written as RFC 8785 writes it: ${String(number)}.`);
}

function addName(names: Set<string>, name: string): void {
  if (names.has(name)) {
    throw new NotStrictJson(
      `The name ${JSON.stringify(name.slice(0, MOST_SHOWN))} stands twice in one object.`,
    );
  }
  names.add(name);
}
