import { describe, expect, it } from '@jest/globals';
import { kindOf, safeName } from './file-kind.js';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('“type by content”: what a file is', () => {
  it.each([
    ['a JPEG', '\xff\xd8\xff\xe1\x00\x18Exif', 'jpeg'],
    ['a JPEG cut off behind its beginning', '\xff\xd8\xff', 'jpeg'],
    ['half a beginning of a JPEG', '\xff\xd8', 'unknown'],
    ['a PNG', '\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR', 'png'],
    ['a PNG whose line ends were changed on the way', '\x89PNG\n\x1a\n\x00\x00\x00\rIHDR', 'unknown'],
    ['a WebP', 'RIFF\x24\x00\x00\x00WEBPVP8 ', 'webp'],
    ['a sound in the same wrapping', 'RIFF\x24\x00\x00\x00WAVEfmt ', 'unknown'],
    ['a PDF', '%PDF-1.7\n%\xe2\xe3\xcf\xd3', 'pdf'],
    ['a page with a PDF behind it', '<html><script>alert(1)</script>%PDF-1.7', 'unknown'],
    ['a PDF behind a blank', ' %PDF-1.7', 'unknown'],
    ['a photograph of an iPhone', '\x00\x00\x00\x24ftypheic\x00\x00\x00\x00mif1', 'heic'],
    ['the same by its general brand', '\x00\x00\x00\x24ftypmif1\x00\x00\x00\x00heic', 'heic'],
    ['a film', '\x00\x00\x00\x20ftypisom\x00\x00\x02\x00', 'unknown'],
    ['an AVIF', '\x00\x00\x00\x20ftypavif\x00\x00\x00\x00', 'unknown'],
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'unknown'],
    ['an SVG behind its declaration', '<?xml version="1.0"?><svg/>', 'unknown'],
    ['a page', '<!DOCTYPE html><title>x</title>', 'unknown'],
    ['a program of Windows', 'MZ\x90\x00\x03\x00\x00\x00', 'unknown'],
    ['a program of Linux', '\x7fELF\x02\x01\x01', 'unknown'],
    ['an archive, or a document of an office', 'PK\x03\x04\x14\x00', 'unknown'],
    ['a GIF', 'GIF89a\x01\x00\x01\x00', 'unknown'],
    ['a TIFF', 'II*\x00\x08\x00\x00\x00', 'unknown'],
    ['a BMP', 'BM\x46\x00\x00\x00', 'unknown'],
    ['a text', 'Dear team', 'unknown'],
    ['zeros', '\x00\x00\x00\x00\x00\x00\x00\x00', 'unknown'],
    ['nothing', '', 'empty'],
  ])('%s', (_, text, kind) => {
    expect(kindOf(bytes(text))).toBe(kind);
  });
});

it('is called by the contact and its place, whatever the sender called it', () => {
  expect(safeName('NCK-47M-TXR', { place: 1, kind: 'jpeg' })).toBe('NCK-47M-TXR-1.jpg');
  expect(safeName('NCK-47M-TXR', { place: 3, kind: 'pdf' })).toBe('NCK-47M-TXR-3.pdf');
});
