import type { DateTime } from 'luxon';
import { type Listed, readList } from './domain/read-neighbourhood.js';
import { type Answered, type PoliceUkClient, PullFailed } from './police-uk-client.js';
import { packLine } from './pulled-content.js';
import type { PullPace } from './pull-pace.js';

/** More than any force has; a longer list is none of neighbourhoods. */
const MOST_NEIGHBOURHOODS = 3_000;

/** Ask for everything there is about one force, a question at a time, and pack the answers as they came. */
export async function pullForce(
  client: PoliceUkClient,
  forceId: string,
  at: DateTime,
  { totalLimitBytes }: PullPace,
  onProgress: (done: number, total: number) => Promise<void>,
): Promise<Buffer> {
  let taken = 0;
  const ask = async (...segments: string[]): Promise<Answered> => {
    const answer = await client.ask(...segments);
    taken += 'text' in answer ? answer.text.length : 0;
    if (taken > totalLimitBytes) throw new PullFailed('The answers are too large to be kept together.');
    return answer;
  };
  const { neighbourhoods, leftOut } = listOf(await ask(forceId, 'neighbourhoods'), forceId);
  const total = neighbourhoods.length;
  await onProgress(0, total);
  const head = {
    forceId,
    readAt: at.toISO()!,
    leftOut,
    codes: neighbourhoods.map(({ code }) => code),
    force: await ask('forces', forceId),
    seniorOfficers: await ask('forces', forceId, 'people'),
  };
  const lines = [await packLine(head)];
  for (const [done, { code, name }] of neighbourhoods.entries()) {
    const line = {
      code,
      name: typeof name === 'string' ? name : null,
      details: await ask(forceId, code),
      boundary: await ask(forceId, code, 'boundary'),
      people: await ask(forceId, code, 'people'),
      priorities: await ask(forceId, code, 'priorities'),
      events: await ask(forceId, code, 'events'),
    };
    lines.push(await packLine(line));
    await onProgress(done + 1, total);
  }
  return Buffer.concat(lines);
}

/** Without its list there is nothing to pull; one that is empty would show every neighbourhood as gone. */
function listOf(answer: Answered, forceId: string): { neighbourhoods: Listed[]; leftOut: string[] } {
  if ('missing' in answer) {
    throw new PullFailed(
      `The list of neighbourhoods of “${forceId}” ${answer.missing}. Check that the force has this id there.`,
    );
  }
  const list = readList(JSON.parse(answer.text));
  if (!list) throw new PullFailed('The list of neighbourhoods is not a list. Check POLICE_UK_URL.');
  if (list.neighbourhoods.length === 0) throw new PullFailed('The list of neighbourhoods is empty.');
  if (list.neighbourhoods.length > MOST_NEIGHBOURHOODS) {
    throw new PullFailed(`The list holds more than ${MOST_NEIGHBOURHOODS} neighbourhoods.`);
  }
  return list;
}
