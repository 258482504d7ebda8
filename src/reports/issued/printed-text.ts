import { ValidateBy } from 'class-validator';
import { unseenProblem } from '../../registry/domain/unseen-character.js';
import { unprintable } from '../formats/pdf/letters.js';

/** So many letters are named; whoever wrote more of them sees what is meant. */
const MOST_NAMED = 5;

/**
 * What is wrong with a text that is to stand in every format of a report, or undefined: it holds something that nobody
 * sees, such as a mark that turns the direction of what follows, or letters that the font of the PDF does not have.
 */
export function printedProblem(text: string): string | undefined {
  // What joins or colours pictures such as emoji is not to be seen, and no use without them.
  const letters = unprintable(text).filter((letter) => !/[\p{Cc}\p{Cf}\ufe0f]/u.test(letter));
  if (letters.length === 0) return unseenIn(text);
  const named = letters.slice(0, MOST_NAMED).map((letter) => `${letter} (${codeOf(letter)})`);
  const more = letters.length > MOST_NAMED ? ` and ${letters.length - MOST_NAMED} more` : '';
  return `The PDF of the report prints Latin, Greek and Cyrillic letters alone, and not ${named.join(', ')}${more}. Write it in those letters, or leave it out`;
}

function unseenIn(text: string): string | undefined {
  for (const line of text.split(/\r\n|[\n\r\t]/)) {
    const unseen = unseenProblem(line);
    if (unseen) return `“${shortened(line)}” ${unseen}`;
  }
  return undefined;
}

const codeOf = (letter: string): string =>
  `U+${letter.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;

/** The line in which it is, without what nobody sees. */
function shortened(line: string): string {
  const letters = [...line.replace(/[\p{Cc}\p{Cf}]/gu, '')];
  return letters.length > 40 ? `${letters.slice(0, 40).join('')}…` : letters.join('');
}

/** Of a text that people write into a report. */
export function IsPrinted(): PropertyDecorator {
  return ValidateBy({
    name: 'isPrinted',
    validator: {
      validate: (value: unknown) => typeof value !== 'string' || printedProblem(value) === undefined,
      defaultMessage: (details) => printedProblem(String(details?.value)) ?? '',
    },
  });
}
