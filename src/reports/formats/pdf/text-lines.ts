/**
 * A text as lines no wider than given. It breaks at spaces, never at those that hold a figure to its unit; a word that is
 * wider than a line alone is broken where the line ends.
 */
export function linesOf(text: string, width: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line: string[] = [];
    // Where the last word of the line begins; words are measured one by one, so that each is measured once.
    let begins = 0;
    for (const word of paragraph.split(' ').flatMap((each) => piecesOf(each, width, widthOf))) {
      const last = line.at(-1);
      const next = last === undefined ? 0 : begins + widthOf(`${last} `);
      if (last !== undefined && next + widthOf(word) > width) {
        lines.push(line.join(' '));
        line = [word];
        begins = 0;
      } else {
        line.push(word);
        begins = next;
      }
    }
    lines.push(line.join(' '));
  }
  return lines;
}

/** A line as it is written: with a space at its end unless it is the last, or its words would be read as one with the next. */
export function saidOf(lines: readonly string[], at: number): string {
  return at < lines.length - 1 ? `${lines[at]} ` : lines[at]!;
}

/** The parts of a text that no line may break. */
export function unbreakable(text: string): string[] {
  return text.split(/[ \n]/);
}

function piecesOf(word: string, width: number, widthOf: (text: string) => number): string[] {
  if (widthOf(word) <= width) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const letter of word) {
    if (piece !== '' && widthOf(piece + letter) > width) {
      pieces.push(piece);
      piece = letter;
    } else {
      piece += letter;
    }
  }
  return [...pieces, piece];
}
