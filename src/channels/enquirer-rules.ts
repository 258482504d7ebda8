/** One line of text: anything but control characters, which could start a new header or line. */
export const ONE_LINE = /^[^\p{Cc}]*$/u;

/** A telephone number as people write them, with an extension if need be. */
export const TELEPHONE = /^[+()\d][\d\s()./-]{2,38}( ?(ext|x)\.? ?\d{1,6})?$/i;
