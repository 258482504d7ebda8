/** An element of a picture, with what it says in its `style` among its attributes. */
export interface SvgNode {
  name: string;
  attributes: Record<string, string>;
  children: (SvgNode | string)[];
}

const TOKEN =
  /<!--[^]*?-->|<\?[^]*?\?>|<\/([\w:-]+)\s*>|<([\w:-]+)((?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/g;
const ATTRIBUTE = /([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Reads what our own charts are written in: well-formed elements, attributes and texts, nothing else of XML. */
export function readSvg(svg: string): SvgNode {
  const root: SvgNode = { name: '', attributes: {}, children: [] };
  const open = [root];
  for (const [, closed, opened, attributes = '', isEmpty, text] of svg.matchAll(TOKEN)) {
    const parent = open.at(-1)!;
    if (text !== undefined) {
      parent.children.push(decoded(text));
    } else if (closed !== undefined) {
      if (open.pop()!.name !== closed)
        throw new Error(`A chart is no SVG: </${closed}> closes something else.`);
    } else if (opened !== undefined) {
      const node = { name: opened, attributes: attributesOf(attributes), children: [] };
      parent.children.push(node);
      if (!isEmpty) open.push(node);
    }
  }
  const [first] = childrenOf(root);
  if (open.length !== 1 || first?.name !== 'svg') throw new Error('A chart is no SVG.');
  return first;
}

export function childrenOf({ children }: SvgNode): SvgNode[] {
  return children.filter((child) => typeof child !== 'string');
}

function attributesOf(text: string): Record<string, string> {
  const found = [...text.matchAll(ATTRIBUTE)].map(([, name, double, single]): [string, string] => [
    name!,
    decoded(double ?? single ?? ''),
  ]);
  const { style = '', ...attributes } = Object.fromEntries(found);
  const styles = style.split(';').flatMap((each): [string, string][] => {
    const [name, value] = each.split(':');
    return name && value ? [[name.trim(), value.trim()]] : [];
  });
  return { ...attributes, ...Object.fromEntries(styles) };
}

function decoded(text: string): string {
  return text.replace(
    /&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi,
    (all, hex: string, decimal: string, name: string) => {
      if (name) return ENTITIES[name] ?? all;
      return String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal));
    },
  );
}
