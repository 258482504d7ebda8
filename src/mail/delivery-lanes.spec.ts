import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { DeliveryLanes, type Lane, type PutOff } from './delivery-lanes.js';

const soon = (): number => performance.now() + 60_000;

/** What each of these asks has been answered so far: a lane, why not, or nothing yet. */
function asks(lanes: DeliveryLanes, domains: string[], byMs = soon()): (Lane | PutOff | null)[] {
  const answers: (Lane | PutOff | null)[] = domains.map(() => null);
  domains.forEach(
    (domain, index) => void lanes.enter(domain, byMs).then((answer) => (answers[index] = answer)),
  );
  return answers;
}
const inWords = (answers: (Lane | PutOff | null)[]): string[] =>
  answers.map((answer) => (answer === null ? 'waits' : typeof answer === 'string' ? answer : 'begins'));

it('gives connections in the order of asking, the last quarter to another domain', async () => {
  const lanes = new DeliveryLanes(4);
  const answers = asks(lanes, ['a', 'a', 'a', 'a', 'b']);
  await sleep(0);
  expect(inWords(answers)).toEqual(['begins', 'begins', 'begins', 'waits', 'begins']);
  lanes.leave(answers[0] as Lane);
  await sleep(0);
  expect(inWords(answers)[3]).toBe('begins');
});

it('puts off what waited for too long', async () => {
  const lanes = new DeliveryLanes(1);
  const answers = asks(lanes, ['a', 'b'], performance.now() + 20);
  await sleep(40);
  lanes.tidy();
  await sleep(0);
  expect(inWords(answers)).toEqual(['begins', 'late']);
});

it('sets aside what waits for a slow domain, and puts off what is too much of it', async () => {
  const lanes = new DeliveryLanes(2);
  const first = asks(lanes, ['slow']);
  await sleep(1_050);
  lanes.tidy();
  const answers = asks(lanes, Array<string>(201).fill('slow'));
  await sleep(0);
  expect(inWords(first)).toEqual(['begins']);
  expect(lanes.aside).toBe(200);
  expect(inWords(answers).slice(199)).toEqual(['waits', 'slow']);
  const other = asks(lanes, ['quick']);
  await sleep(0);
  expect(inWords(other)).toEqual(['begins']);
});

it('begins nothing any more once it is closed', async () => {
  const lanes = new DeliveryLanes(1);
  const answers = asks(lanes, ['a', 'b']);
  lanes.close();
  const after = asks(lanes, ['c']);
  await sleep(0);
  expect(inWords([...answers, ...after])).toEqual(['begins', 'late', 'late']);
});
