import { describe, expect, it } from '@jest/globals';
import { outcomeOfNetworkError, outcomeOfReply, outcomeOfStatus, reasonWords } from './try-outcome.js';

describe('does it answer', () => {
  it.each([
    [200, 'works', 'answers'],
    [204, 'failed', 'answered with status 204'],
    [404, 'failed', 'answered with status 404'],
    [503, 'failed', 'answered with status 503'],
    [429, 'try-again', 'answered with status 429'],
  ])('status %i', (status, outcome, words) => {
    const said = outcomeOfStatus(status);
    expect(said.outcome).toBe(outcome);
    expect(reasonWords(said.reason)).toBe(words);
  });
});

describe("the mailbox's domain accepts mail", () => {
  it.each([
    ['greeting', 220, null],
    ['hello', 250, null],
    ['sender', 250, null],
    ['mailbox', 250, 'works'],
    ['mailbox', 251, 'works'],
    ['mailbox', 550, 'failed'],
    ['greeting', 554, 'failed'],
    // "4xx counts as try again, not failed", at every step.
    ['mailbox', 451, 'try-again'],
    ['greeting', 421, 'try-again'],
    // What it has against us says nothing of the mailbox.
    ['sender', 550, 'not-checked'],
    ['greeting', 0, 'failed'],
  ] as const)('%s %i', (step, code, outcome) => {
    expect(outcomeOfReply(step, code)?.outcome ?? null).toBe(outcome);
  });
});

describe('what goes wrong on the way', () => {
  it.each([
    ['ECONNREFUSED', 'failed', 'refused or broke the connection'],
    ['ABORT_ERR', 'failed', 'did not answer in time'],
    ['ENOTFOUND', 'failed', 'there is no such host'],
    ['CERT_HAS_EXPIRED', 'failed', 'its certificate is not valid'],
    ['HPE_INVALID_CONSTANT', 'failed', 'the answer could not be understood'],
    [undefined, 'failed', 'the answer could not be understood'],
    // Our own network or name server: nothing of the host.
    ['EAI_AGAIN', 'try-again', 'the name server did not answer'],
    ['ENETUNREACH', 'try-again', 'there was no way to the host from here'],
  ])('%s', (code, outcome, words) => {
    const said = outcomeOfNetworkError(code);
    expect(said.outcome).toBe(outcome);
    expect(reasonWords(said.reason)).toBe(words);
  });

  it('prints a reason it does not know as it is stored', () => {
    expect(reasonWords('of-old')).toBe('of-old');
  });
});
