/** How an officer is addressed, beside the ranks. */
const FORMS_OF_ADDRESS = ['officer', 'mr', 'mrs', 'ms', 'miss', 'dr'];

/**
 * Does a text tell one of these names: in full, or the last of them after a rank or a form of address? Case, accents,
 * hyphens and line ends make no difference. A first or last name alone may be any word (`Park`, `Grace`) and tells none.
 * @param ranks what ranks are called: `PC`, `Police Constable`
 * @example tellsName('Sgt Ode will call you.', ['Cy Ode'], ['Sgt']) // true
 */
export function tellsName(text: string, names: readonly string[], ranks: readonly string[]): boolean {
  const said = spaced(text);
  const titles = [...ranks, ...FORMS_OF_ADDRESS];
  return names.some((name) => {
    const last = name.trim().split(/\s+/).at(-1)!;
    const ways = [...(last === name.trim() ? [] : [name]), ...titles.map((title) => `${title} ${last}`)];
    return wordsOf(last) !== '' && ways.some((way) => said.includes(spaced(way)));
  });
}

const spaced = (text: string): string => ` ${wordsOf(text)} `;

const wordsOf = (text: string): string =>
  (
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).join(' ');
