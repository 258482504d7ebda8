import { promisify } from 'node:util';
import { gunzipSync, gzip } from 'node:zlib';
import type { ForceAnswers, NeighbourhoodAnswers, PulledAnswer } from './domain/pulled-answers.js';
import type { Answered } from './police-uk-client.js';

const LENGTH_BYTES = 4;

interface HeadLine {
  forceId: string;
  /** When the pull began, as ISO text in UTC. */
  readAt: string;
  /** Of the list of neighbourhoods. */
  leftOut: string[];
  codes: string[];
  force: Answered;
  seniorOfficers: Answered;
}

interface NeighbourhoodLine {
  code: string;
  name: string | null;
  details: Answered;
  boundary: Answered;
  people: Answered;
  priorities: Answered;
  events: Answered;
}

/** The answers as they came: the force, then a neighbourhood a line. */
export type PulledLine = HeadLine | NeighbourhoodLine;

export interface PulledHead extends ForceAnswers {
  readAt: string;
  leftOut: string[];
  codes: string[];
}

/** A pull as it is stored: what is previewed is read from it, and what is applied again. */
export interface PulledContent {
  head: PulledHead;
  /** Read one at a time: all of them at once are hundreds of megabytes. */
  neighbourhood(index: number): NeighbourhoodAnswers;
}

/** Each line by itself, packed, behind its length in four bytes: a pull of a large force would not fit otherwise. */
export async function packLine(line: PulledLine): Promise<Buffer> {
  const packed = await promisify(gzip)(JSON.stringify(line));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(packed.length);
  return Buffer.concat([length, packed]);
}

/** The head first, then a neighbourhood a line. */
export function readContent(content: Buffer): PulledContent {
  const packed: Buffer[] = [];
  for (let at = 0; at < content.length;) {
    const end = at + LENGTH_BYTES + content.readUInt32BE(at);
    packed.push(content.subarray(at + LENGTH_BYTES, end));
    at = end;
  }
  const unpacked = (index: number): unknown => JSON.parse(gunzipSync(packed[index]!).toString('utf8'));
  const { readAt, leftOut, codes, force, seniorOfficers } = unpacked(0) as HeadLine;
  return {
    head: { readAt, leftOut, codes, force: parsed(force), seniorOfficers: parsed(seniorOfficers) },
    neighbourhood(index) {
      const { code, name, ...answers } = unpacked(index + 1) as NeighbourhoodLine;
      return {
        code,
        name,
        details: parsed(answers.details),
        boundary: parsed(answers.boundary),
        people: parsed(answers.people),
        priorities: parsed(answers.priorities),
        events: parsed(answers.events),
      };
    },
  };
}

const parsed = (answer: Answered): PulledAnswer =>
  'text' in answer ? { json: JSON.parse(answer.text) as unknown } : answer;
