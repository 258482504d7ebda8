import { describe, expect, it } from '@jest/globals';
import { tellsName } from './told-names.js';

const NAMES = ['Cy Ode', 'Zoë Pryce-Dunn', 'Ann O’Hara', 'Will Park', 'Madonna', ''];
const RANKS = ['PC', 'Constable', 'Police Constable', 'Sergeant', 'Sgt'];

describe('a text to the public, where "an officer’s name may be withheld for safety"', () => {
  it.each([
    ['the full name', 'Yours, Cy Ode', true],
    ['whatever the case', 'yours, CY ODE', true],
    ['over the end of a line', 'Yours,\nCy\nOde', true],
    ['with what follows a name', 'It is Cy Ode’s beat.', true],
    ['with a hyphen and without an accent', 'Zoe Pryce Dunn', true],
    ['with another apostrophe', "Call Ann O'Hara", true],
    ['the rank and the last name', 'Sgt Ode will call you.', true],
    ['a rank of two words', 'Police Constable O’Hara', true],
    ['a rank with a full stop', 'Sgt. Ode', true],
    ['a form of address and the last name', 'Ask for Mr Park.', true],
    ['a rank and an only name', 'PC Madonna', true],
    ['no name at all', 'An officer will call you tomorrow.', false],
    ['the last name alone, which is a word', 'We meet in the park and park outside.', false],
    ['the first name alone', 'Cy will call you.', false],
    ['an only name alone', 'A madonna was stolen from the church.', false],
    ['a name inside other words', 'Percy Odell keeps the shop.', false],
    ['words that only begin like it', 'Sgt Odell', false],
    ['a name and number with another between', 'Cy Brown Ode', false],
    ['nothing', '', false],
  ])('%s', (_, text, told) => {
    expect(tellsName(text, NAMES, RANKS)).toBe(told);
  });

  it('tells none where none is withheld', () => {
    expect(tellsName('Cy Ode', [], RANKS)).toBe(false);
  });
});
