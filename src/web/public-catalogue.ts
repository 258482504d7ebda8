import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT, readConfigFile } from '../config/config-files.js';

/** The texts of one language, by key: `force.heading`. */
export interface Catalogue {
  language: string;
  /** What the language calls itself. */
  name: string;
  /** Somebody who answers for the wording has read it; nothing else is published. */
  reviewed: boolean;
  texts: ReadonlyMap<string, string>;
}

const ENGLISH = 'en';
const PLURAL_FORM = /\.(zero|one|two|few|many)$/;
/** In a text that is still to be written or read. */
const MARK = /\bTODO\b/;

/**
 * Read and check every file of `config/texts`, English first.
 * @throws Error naming the file and the key at fault; the server then does not start.
 */
export function readCatalogues(
  files: Readonly<Record<string, unknown>> = filesOfTexts(),
): [Catalogue, ...Catalogue[]] {
  const english = catalogueOf(ENGLISH, files[ENGLISH]);
  if (!english.reviewed) throw new Error('config/texts/en.yaml must say "reviewed: true".');
  const others = Object.keys(files)
    .filter((language) => language !== ENGLISH)
    .sort()
    .map((language) => besideEnglish(catalogueOf(language, files[language]), english));
  return [english, ...others];
}

function filesOfTexts(): Record<string, unknown> {
  const names = readdirSync(join(PACKAGE_ROOT, 'config/texts')).filter((name) => name.endsWith('.yaml'));
  return Object.fromEntries(
    names.map((name) => [name.slice(0, -'.yaml'.length), readConfigFile(`texts/${name}`)]),
  );
}

function catalogueOf(file: string, content: unknown): Catalogue {
  const { language, name, reviewed, ...sections } = (content ?? {}) as Record<string, unknown>;
  const where = `config/texts/${file}.yaml`;
  if (language !== file || !/^[a-z]{2}$/.test(file))
    throw new Error(`${where}: language must be the two letters of the file's name.`);
  if (typeof name !== 'string' || !name) throw new Error(`${where}: name is missing.`);
  if (typeof reviewed !== 'boolean') throw new Error(`${where}: reviewed must be true or false.`);
  const texts = new Map<string, string>();
  gather(sections, '', texts, where);
  const marked = reviewed && [...texts].find(([, text]) => MARK.test(text));
  if (marked) throw new Error(`${where}: ${marked[0]} is marked TODO; "reviewed: true" is not so yet.`);
  return { language, name, reviewed, texts };
}

function gather(node: object, path: string, into: Map<string, string>, where: string): void {
  for (const [key, value] of Object.entries(node as Record<string, unknown>)) {
    const full = path ? `${path}.${key}` : key;
    if (typeof value === 'string' && value.trim()) into.set(full, value);
    else if (typeof value === 'object' && value !== null && !Array.isArray(value))
      gather(value, full, into, where);
    else throw new Error(`${where}: ${full} must be a text.`);
  }
}

/** Holds a file against the English one; a draft may lack texts, a reviewed one is whole. */
function besideEnglish(catalogue: Catalogue, english: Catalogue): Catalogue {
  const where = `config/texts/${catalogue.language}.yaml`;
  for (const [key, text] of catalogue.texts) checkAgainst(english, key, text, `${where}: ${key}`);
  const missing = [...english.texts.keys()].filter(
    (key) => !catalogue.texts.has(key) && !PLURAL_FORM.test(key),
  );
  if (catalogue.reviewed && missing.length > 0)
    throw new Error(`${where} says "reviewed: true" and lacks texts: ${missing.join(', ')}.`);
  return catalogue;
}

/** A language may have more plural forms than English, and a form may say its number in words. */
function checkAgainst({ texts }: Catalogue, key: string, text: string, where: string): void {
  const other = PLURAL_FORM.test(key) ? texts.get(key.replace(PLURAL_FORM, '.other')) : undefined;
  const original = other ?? texts.get(key);
  if (original === undefined) throw new Error(`${where} is not known; see config/texts/en.yaml.`);
  const [gaps, wanted] = [gapsOf(text), gapsOf(original)];
  const unknown = gaps.find((gap) => !wanted.includes(gap));
  if (unknown) throw new Error(`${where} has {${unknown}}, which nothing fills in.`);
  const lost = wanted.find((gap) => !gaps.includes(gap) && !(other && gap === 'count'));
  if (lost) throw new Error(`${where} has no {${lost}}, which must be said.`);
}

const gapsOf = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, gap]) => gap!);
