/**
 * The address of a public page; ids and codes may hold anything.
 * @example yourAreaHref('leicestershire', 'NC 02/b') // '/your-area/leicestershire/NC%2002%2Fb'
 */
export const yourAreaHref = (...parts: string[]): string =>
  ['/your-area', ...parts.map(encodeURIComponent)].join('/');
