import { describe, expect, it } from '@jest/globals';
import { marksOf } from './vega-marks.js';

const inSvg = (inside: string): string => `<svg class="marks" width="10" viewBox="0 0 1 1">${inside}</svg>`;

describe('the marks that vega has drawn', () => {
  it('lose their frame, their classes and their roles, and keep their looks', () => {
    expect(
      marksOf(
        inSvg(
          '<g class="mark-text" role="graphics-object" aria-roledescription="text"><text font-family="x" font-size="16px" fill="#000">a &amp; b</text><path d="M0,0" stroke="red"/></g>',
        ),
      ),
    ).toBe('<g><text font-size="16px" fill="#000">a &amp; b</text><path d="M0,0" stroke="red"/></g>');
  });

  it('lose the frames of groups, unless they are painted', () => {
    const frame = (more: string): string => `<path class="background" aria-hidden="true" d="M0,0h1"${more}/>`;
    expect(marksOf(inSvg(frame('') + frame(' display="none"') + frame(' fill="#fff"')))).toBe(
      '<path d="M0,0h1" fill="#fff"/>',
    );
  });

  it('have no more than hundredths', () => {
    expect(
      marksOf(inSvg('<path transform="translate(1.23456,7e-8)" d="M0.3333333333,-0.0001L2.5,1"/>')),
    ).toBe('<path transform="translate(1.23,7e-8)" d="M0.33,0L2.5,1"/>');
  });

  it.each([
    ['a style', '<g style="fill:red"></g>', 'the attribute style of g'],
    ['a style sheet', '<style>g{}</style>', 'the element style'],
    ['a script', '<script>1</script>', 'the element script'],
    ['a link', '<a href="x"></a>', 'the element a'],
    ['an image', '<image href="x"/>', 'the element image'],
    ['what happens at a click', '<g onclick="x"></g>', 'the attribute onclick of g'],
    ['what is no tag', '<g fill=red></g>', 'what is no SVG'],
    ['a comment', '<!-- x -->', 'what is no SVG'],
  ])('are refused with %s', (_what, inside, why) => {
    expect(() => marksOf(inSvg(inside))).toThrow(why);
  });
});
