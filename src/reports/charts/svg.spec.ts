import { describe, expect, it } from '@jest/globals';
import { element, escaped, picture, textElement } from './svg.js';

describe('a picture written as SVG', () => {
  it('never takes text for anything but text', () => {
    expect(textElement({ x: 1 }, '<script>"&\'')).toBe('<text x="1">&lt;script&gt;&quot;&amp;&#39;</text>');
    expect(element('path', { d: '"><script>' })).toBe('<path d="&quot;&gt;&lt;script&gt;"/>');
    expect(escaped('a\u0000b\u001bc\u007f\uffff\td')).toBe('abc\td');
  });

  it('has numbers to the hundredth, and no minus before a nought', () => {
    expect(element('g', { x: 1.005_4, y: -0.001, z: 2 })).toBe('<g x="1.01" y="0" z="2"/>');
  });

  it('says what it is and what is to be seen, under ids of its own', () => {
    const svg = picture({ id: 'a', title: 'T & t', alternative: 'A <b>', width: 10, height: 5, fineness: 2 });
    expect(svg).toContain(
      'role="img" aria-labelledby="chart-a-title chart-a-desc" viewBox="0 0 20 10" width="10" height="5"',
    );
    expect(svg).toContain(
      '<title id="chart-a-title">T &amp; t</title><desc id="chart-a-desc">A &lt;b&gt;</desc>',
    );
  });
});
