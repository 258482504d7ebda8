/**
 * The page of a force's headline figures. It is no page under Your Area, where any word may be the code of a
 * neighbourhood.
 * @example headlineHref('leicestershire') // '/keeping-the-promise/leicestershire'
 */
export const headlineHref = (forceId: string): string =>
  `/keeping-the-promise/${encodeURIComponent(forceId)}`;

/** The same figures for machines; `/figures.csv` for tables. */
export const headlineFileHref = (forceId: string, file = ''): string =>
  `/api/v1/headline/${encodeURIComponent(forceId)}${file}`;
