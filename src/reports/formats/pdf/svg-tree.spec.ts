import { describe, expect, it } from '@jest/globals';
import { childrenOf, readSvg } from './svg-tree.js';

describe('a chart as a tree', () => {
  it('has elements with attributes, texts with their letters, and styles as attributes', () => {
    const svg = readSvg(
      `<svg width="10"><!-- no --><g transform='translate(1,2)'><path d="M0 0"/></g><text style="fill: #fff; font-size:11px">A &amp; B &#39;x&#39; &#x175;</text></svg>`,
    );
    const [group, text] = childrenOf(svg);
    expect([svg.attributes, group!.attributes, childrenOf(group!)[0]!.name]).toEqual([
      { width: '10' },
      { transform: 'translate(1,2)' },
      'path',
    ]);
    expect([text!.attributes, text!.children]).toEqual([
      { fill: '#fff', 'font-size': '11px' },
      [`A & B 'x' ŵ`],
    ]);
  });

  it.each(['', '<html></html>', '<svg><g></svg>', '<svg></g></svg>'])('%j is none', (text) => {
    expect(() => readSvg(text)).toThrow('A chart is no SVG');
  });
});
