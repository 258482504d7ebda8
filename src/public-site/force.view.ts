import type { ForceRow } from '../registry/force-of.js';
import type { Texts } from '../web/public-texts.js';
import type { ForceMap } from './force-map.js';
import { headlineHref } from './headline/headline-address.js';
import type { SearchResult } from './place-search.js';
import { yourAreaHref } from './your-area-address.js';
import type { FoundPlace } from './your-area.query.js';

interface Named {
  code: string;
  name: string;
}

export const emergencyWarning = (texts: Texts, key = 'common.emergency'): object => ({
  text: texts.say(key),
  iconFallbackText: texts.say('frame.warning'),
});

export function startView(texts: Texts, forces: readonly ForceRow[]): object {
  return {
    t: texts.section('start'),
    warning: emergencyWarning(texts),
    forces: forces.map(({ id, name }) => ({ href: yourAreaHref(id), text: name })),
  };
}

/** Every neighbourhood of the force, as a list and on the map. */
export function listView(
  texts: Texts,
  force: ForceRow,
  { places, map, figures }: { places: readonly Named[]; map: ForceMap | null; figures: boolean },
): object {
  const names = new Map(placeLinks(texts, force, places).map((link, index) => [places[index]!.code, link]));
  return {
    ...searchForm(texts, force, ''),
    count: texts.count('force.count', places.length),
    neighbourhoods: [...names.values()],
    figures: figures && { href: headlineHref(force.id), text: texts.say('headline.link') },
    map: map && {
      viewBox: `-4 -4 ${map.width + 8} ${map.height + 8}`,
      label: texts.say('force.mapLabel', { force: force.name }),
      shapes: map.shapes.map(({ code, path }) => ({ ...names.get(code)!, path })),
    },
  };
}

/** What a search found, each with what it was found by, or why nothing was. */
export function searchView(
  texts: Texts,
  force: ForceRow,
  search: string,
  { places, problem }: SearchResult,
): object {
  const links = placeLinks(texts, force, places);
  return {
    ...searchForm(texts, force, search),
    count: problem
      ? texts.say(`force.${problem}`, { force: force.name })
      : texts.count('force.foundCount', places.length, { search }),
    neighbourhoods: links.map((link, index) => ({ ...link, because: becauseOf(texts, places[index]!) })),
    all: { href: yourAreaHref(force.id), text: texts.say('force.all') },
  };
}

function searchForm(texts: Texts, force: ForceRow, search: string): object {
  return {
    t: texts.section('force'),
    forceName: force.name,
    action: yourAreaHref(force.id),
    search: {
      id: 'q',
      name: 'q',
      label: { text: texts.say('force.search'), classes: 'govuk-label--s' },
      hint: { text: texts.say('force.hint') },
      classes: 'govuk-input--width-20',
      value: search,
    },
    searchButton: { text: texts.say('force.button'), classes: 'govuk-button--secondary' },
  };
}

function placeLinks(
  texts: Texts,
  force: ForceRow,
  places: readonly Named[],
): { href: string; text: string }[] {
  const times = new Map<string, number>();
  for (const { name } of places) times.set(name, (times.get(name) ?? 0) + 1);
  return places.map(({ code, name }) => ({
    href: yourAreaHref(force.id, code),
    // Two neighbourhoods of one name are told apart by their code.
    text: times.get(name)! > 1 ? texts.say('force.sameName', { name, code }) : name,
  }));
}

/** Nothing needs saying of one that was found by its own name. */
function becauseOf(texts: Texts, { because }: FoundPlace): string | undefined {
  if (because.length === 0 || because.some(({ kind }) => kind === 'name')) return undefined;
  const reasons = because.slice(0, 5).map(({ kind, what }) => texts.say(`force.because.${kind}`, { what }));
  return new Intl.ListFormat(`${texts.language}-GB`, { type: 'unit' }).format(reasons);
}
