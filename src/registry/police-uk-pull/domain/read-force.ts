import { telephoneProblem, webAddressProblem } from '../../domain/contact-route.js';
import { AnswerReader, isObject, objectsOf } from './answer-reader.js';
import type { ForceAnswers } from './pulled-answers.js';
import type { SeniorOfficer } from './pulled-neighbourhood.js';
import { readSeniorOfficers } from './read-people.js';

export interface EngagementMethod {
  type: string;
  title: string;
  description: string | null;
  url: string;
}

/** What the answers about a force say of it; null: nothing. */
export interface PulledForce {
  name: string | null;
  url: string | null;
  telephone: string | null;
  description: string | null;
  engagementMethods: EngagementMethod[];
  seniorOfficers: SeniorOfficer[] | null;
  leftOut: string[];
}

export function readForce({ force, seniorOfficers }: ForceAnswers): PulledForce {
  const leftOut: string[] = [];
  const json = 'json' in force ? force.json : undefined;
  if ('missing' in force) leftOut.push(`the force’s details ${force.missing}`);
  else if (!isObject(json)) leftOut.push('the force’s details are no object');
  const reader = new AnswerReader(json, leftOut);
  return {
    name: reader.line('name', 200),
    url: reader.line('url', 2_000, webAddressProblem),
    telephone: reader.line('telephone', 50, telephoneProblem),
    description: reader.paragraphs('description', 10_000),
    engagementMethods: methodsOf(reader.of('engagement_methods') ?? [], leftOut),
    seniorOfficers: readSeniorOfficers(seniorOfficers, leftOut),
    leftOut,
  };
}

function methodsOf(json: unknown, leftOut: string[]): EngagementMethod[] {
  const methods = objectsOf({ json }, 'engagement methods', leftOut) ?? [];
  return methods.flatMap((method, i): EngagementMethod[] => {
    const reader = new AnswerReader(method, leftOut, `engagement method ${i + 1}`);
    const url = reader.line('url', 2_000, webAddressProblem);
    const type = reader.line('type', 100) ?? '';
    const title = reader.line('title', 200) ?? type;
    if (url === null || title === '') {
      reader.say('has no title or no address that can be opened and was left out');
      return [];
    }
    return [{ type, title, description: reader.paragraphs('description', 10_000), url }];
  });
}
