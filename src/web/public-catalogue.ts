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
  /** Keys that are there in English only. */
  missing: readonly string[];
}

const ENGLISH = 'en';
const PLURAL_FORM = /\.(zero|one|two|few|many)$/;

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
  return { language, name, reviewed, texts, missing: [] };
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

function besideEnglish(catalogue: Catalogue, english: Catalogue): Catalogue {
  const where = `config/texts/${catalogue.language}.yaml`;
  for (const [key, text] of catalogue.texts) {
    // A language may have more plural forms than English.
    const original = english.texts.get(key) ?? english.texts.get(key.replace(PLURAL_FORM, '.other'));
    if (original === undefined) throw new Error(`${where}: ${key} is not known; see config/texts/en.yaml.`);
    const unknown = gapsOf(text).find((gap) => !gapsOf(original).includes(gap));
    if (unknown) throw new Error(`${where}: ${key} has {${unknown}}, which nothing fills in.`);
  }
  const missing = [...english.texts.keys()].filter(
    (key) => !catalogue.texts.has(key) && !PLURAL_FORM.test(key),
  );
  return { ...catalogue, missing };
}

const gapsOf = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, gap]) => gap!);
