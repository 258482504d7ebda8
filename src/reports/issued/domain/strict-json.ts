/** A text that is no JSON that everybody reads alike; the message says why. */
export class NotStrictJson extends Error {}

/**
 * Reads JSON that means the same to every reader (I-JSON, RFC 7493, as RFC 8785 asks): a name that stands twice in one
 * object, of which some readers take the first and some the last, is refused, and so is half a character.
 * @example parseStrictJson('{"a":1,"a":2}') // throws NotStrictJson: The name "a" stands twice in one object.
 */
export function parseStrictJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new NotStrictJson('It is cut short, or no JSON at all.');
  }
  refuseNamesTwice(text);
  return value;
}

// The text is JSON already, so strings and brackets are all there is to look at.
const TOKEN = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}[\]]/g;
const HALF_A_CHARACTER = /\p{Surrogate}/u;
const MOST_SHOWN = 60;

function refuseNamesTwice(text: string): void {
  const open: (Set<string> | null)[] = [];
  for (const [token, colon] of text.matchAll(TOKEN)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(null);
    else if (token === '}' || token === ']') open.pop();
    else {
      const said = JSON.parse(colon === undefined ? token : token.slice(0, -colon.length)) as string;
      if (HALF_A_CHARACTER.test(said)) throw new NotStrictJson('A text holds half a character.');
      if (colon !== undefined) addName(open.at(-1)!, said);
    }
  }
}

function addName(names: Set<string>, name: string): void {
  if (names.has(name)) {
    throw new NotStrictJson(
      `The name ${JSON.stringify(name.slice(0, MOST_SHOWN))} stands twice in one object.`,
    );
  }
  names.add(name);
}
