import { describe, expect, it } from '@jest/globals';
import { publicProblem } from './public-problem.js';
import { PublicLanguages } from './public-texts.js';

const texts = new PublicLanguages().choose({});
const told = (status: number, detail = 'Send application/json.'): unknown =>
  publicProblem(texts, { status, detail, errors: [{ field: 'x', message: 'x is not known' }] }, 'r1');

describe('what the public is told of an error', () => {
  it.each([
    [400, 'That could not be understood'],
    [403, 'You cannot do this'],
    [404, 'Page not found'],
    [405, 'That could not be understood'],
    [409, 'This was changed meanwhile'],
    [412, 'That could not be understood'],
    [413, 'That is too large'],
    [414, 'That could not be understood'],
    [415, 'That could not be understood'],
    [429, 'Too many requests'],
    [500, 'Sorry, something went wrong'],
    [502, 'Sorry, something went wrong'],
    [503, 'Sorry, the service cannot answer just now'],
  ])('of a %i: %s, and nothing that was written for machines or staff', (status, heading) => {
    expect(told(status)).toMatchObject({ status, title: heading, model: { heading } });
    expect(JSON.stringify(told(status))).not.toMatch(/application|is not known/);
  });

  it('is what its page says, if that is a text of the catalogue', () => {
    const unknown = texts.say('sent.unknown');
    expect(told(404, unknown)).toMatchObject({ model: { heading: 'Page not found', detail: unknown } });
  });

  it('has a reference where somebody may look it up', () => {
    expect(told(500)).toMatchObject({
      model: { reference: 'If you report this, quote the reference r1.' },
    });
    expect(told(404)).toMatchObject({ model: { reference: false } });
  });
});
