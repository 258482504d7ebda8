import { describe, expect, it } from '@jest/globals';
import { plainLine, plainText } from './plain-text.js';

describe('HTML entities in names', () => {
  it.each([
    ['Abbey &amp; Stoneygate', 'Abbey & Stoneygate'],
    ['St Mary&#039;s', "St Mary's"],
    ['St Mary&#x27;s', "St Mary's"],
    ['St Mary&rsquo;s', 'St Mary’s'],
    ['St Mary&#146;s', 'St Mary’s'],
    ['Tŷ-du &ndash; Pont y T&ycirc;', 'Tŷ-du – Pont y Tŷ'],
    ['M&ocirc;n', 'Môn'],
    ['Abbey &amp;amp; Park', 'Abbey & Park'],
    ['AT&T', 'AT&T'],
    ['Abbey&nosuch;', 'Abbey&nosuch;'],
    ['a &lt; b', 'a < b'],
    ['5 < 6 > 4', '5 < 6 > 4'],
    ['  Abbey\n\t Park&nbsp; ', 'Abbey Park'],
    ['A&#0;B&#xD800;C&#1114112;', 'ABC'],
    ['a\u0000b\u202ec\ud800', 'abc'],
    ['', ''],
  ])('%j is %j', (html, words) => {
    expect(plainLine(html)).toBe(words);
  });
});

describe('marks in descriptions', () => {
  it.each([
    ['<p>One.</p><p>Two.</p>', 'One.\n\nTwo.'],
    ['One<br>Two<BR/>Three', 'One\nTwo\nThree'],
    ['<ul><li>One</li><li>Two</li></ul>', '- One\n\n- Two'],
    ['<a href="https://x.example">The <b>abbey</b></a>', 'The abbey'],
    ['&lt;p&gt;One.&lt;/p&gt;', 'One.'],
    ['<!-- hidden -->Seen<!doctype html>', 'Seen'],
    ['Seen<!-- never ends <b>', 'Seen'],
    ['One\r\n\r\n\r\n\r\nTwo', 'One\n\nTwo'],
  ])('%j is %j', (html, words) => {
    expect(plainText(html)).toBe(words);
  });
});

describe('hostile HTML comes out as plain text', () => {
  it.each([
    ['<script>alert(1)</script>Abbey', 'Abbey'],
    ['<SCRIPT src=x>alert(1)</SCRIPT >Abbey', 'Abbey'],
    ['Abbey<script>alert(1)', 'Abbey'],
    ['&lt;script&gt;alert(1)&lt;/script&gt;Abbey', 'Abbey'],
    ['&amp;lt;img src=x onerror=alert(1)&amp;gt;Abbey', 'Abbey'],
    ['<img src=x onerror=alert(1)>Abbey', 'Abbey'],
    ['<scr<b>ipt>alert(1)</scr</b>ipt>Abbey', 'Abbey'],
    ['<style>p{}</style><svg/onload=alert(1)>Abbey', 'Abbey'],
  ])('%j is %j', (html, words) => {
    const text = plainLine(html);
    expect(text).toBe(words);
    expect(text).not.toMatch(/<[a-z/!][^<>]*>/i);
  });

  it('is not slow on a text made to be slow', () => {
    const timeOf = (part: string, times: number): number => {
      const started = performance.now();
      plainText(part.repeat(times));
      return performance.now() - started;
    };
    for (const part of ['<!--', '<a', '<script', '<script>', '&', '&#', '<b>&lt;']) {
      // Thirty times the text: by its square it would be 900 times the time.
      const few = Math.max(1, ...Array.from({ length: 3 }, () => timeOf(part, 5_000)));
      expect([part, timeOf(part, 150_000) / few < 300]).toEqual([part, true]);
    }
  });
});
