import { describe, expect, it } from '@jest/globals';
import { carriesName, wordsOf } from './page-text.js';

describe("does it carry the officer's name", () => {
  it.each<[why: string, html: string, name: string, carries: boolean]>([
    ['as it stands', '<p>PC Ann Ward</p>', 'Ann Ward', true],
    ['with mark-up between', '<b>Ann</b>\n <i class="x">Ward</i>', 'Ann Ward', true],
    ['in other letters', '<p>ANN WARD</p>', 'Ann Ward', true],
    ['with a space that does not break', 'Ann&nbsp;Ward', 'Ann Ward', true],
    ['with another apostrophe', 'Siobhán O&#8217;Neil', "Siobhan O'Neil", true],
    ['with a decoded letter', 'Zo&#xEB; Ng', 'Zoë Ng', true],
    ['with a longer hyphen', 'Eve Hart\u2013Lee', 'Eve Hart-Lee', true],
    ['of somebody else', '<p>PC Ben Ng</p>', 'Ann Ward', false],
    ['as a part of another name', '<p>Joann Wardle, Ann Wardle</p>', 'Ann Ward', false],
    ['in a comment only', '<!-- Ann Ward -->Nobody', 'Ann Ward', false],
    ['in a script only', '<script>let a = "Ann Ward"</script>', 'Ann Ward', false],
    ['in an attribute only', '<img alt="Ann Ward">', 'Ann Ward', false],
    ['in a tag that was cut off', 'Nobody <img alt="Ann Ward', 'Ann Ward', false],
    ['a name that holds signs', 'Mr (A.) Ward+', '(A.) Ward+', true],
    ['an empty name', 'anything', ' ', false],
  ])('%s', (_why, html, name, carries) => {
    expect(carriesName(html, [name])).toBe(carries);
  });

  it('any of those named suffices', () => {
    expect(carriesName('<p>PC Ben Ng</p>', ['Ann Ward', 'Ben Ng'])).toBe(true);
    expect(carriesName('<p>PC Ben Ng</p>', [])).toBe(false);
  });

  it('leaves what is no character as it stands', () => {
    expect(wordsOf('a &#x110000; &unknown; b')).toBe('a &#x110000; &unknown; b');
  });
});
