import { AnswerReader, objectsOf, withoutRepeats } from './answer-reader.js';
import type { PulledAnswer } from './pulled-answers.js';
import type { PulledPerson, SeniorOfficer } from './pulled-neighbourhood.js';
import { readEmailAndTelephone } from './read-routes.js';

/** The people of a neighbourhood, "duplicate people" once. "The API carries no mark for the named officer." */
export function readPeople(answer: PulledAnswer, leftOut: string[]): PulledPerson[] | null {
  const people = objectsOf(answer, 'people', leftOut)?.flatMap((json, i): PulledPerson[] => {
    const reader = new AnswerReader(json, leftOut, `person ${i + 1}`);
    const name = reader.line('name', 200);
    if (name === null) {
      reader.say('has no name and was left out');
      return [];
    }
    return [{ name, rank: reader.line('rank', 100) }];
  });
  const keyOf = ({ name, rank }: PulledPerson): string => `${name}\n${rank ?? ''}`.toLowerCase();
  return people ? withoutRepeats(people, keyOf, 'people', leftOut) : null;
}

export function readSeniorOfficers(answer: PulledAnswer, leftOut: string[]): SeniorOfficer[] | null {
  const officers = objectsOf(answer, 'senior officers', leftOut)?.flatMap((json, i): SeniorOfficer[] => {
    const where = `senior officer ${i + 1}`;
    const reader = new AnswerReader(json, leftOut, where);
    const name = reader.line('name', 200);
    if (name === null) {
      reader.say('has no name and was left out');
      return [];
    }
    return [
      {
        name,
        rank: reader.line('rank', 100) ?? '',
        bio: reader.paragraphs('bio', 10_000),
        ...readEmailAndTelephone(reader.of('contact_details'), leftOut, where),
      },
    ];
  });
  return officers
    ? withoutRepeats(officers, ({ name }) => name.toLowerCase(), 'senior officers', leftOut)
    : null;
}
