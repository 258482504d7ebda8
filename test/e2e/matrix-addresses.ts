import type { Role } from '../../src/access/principal.js';
import type { ForceObjects, PlaceObjects } from './matrix-world.js';

/** What belongs to nobody, to one person, to a neighbourhood, or to the force as a whole. */
export type Belonging = 'nothing' | 'force' | 'place' | 'self';

/** Whose objects an address names. */
export interface Named {
  force: ForceObjects;
  place: PlaceObjects;
  /** Whose own file or sign-in it is. */
  role: Role;
  session: string;
}

type Pick = [pattern: RegExp, belongs: Belonging, pick: (named: Named, url: string) => string];

/** What stands in the place of each parameter: a real object that is there, so that a refusal is one. */
const PICKS: Pick[] = [
  // A contact without an address waits for one; the others have theirs.
  [
    /^\/contacts\/:reference$/,
    'place',
    ({ place }, url) => (url.endsWith('/address') ? place.silent : place.contact),
  ],
  [/^\/contacts\/:reference\/attachments\/:id$/, 'place', ({ place }) => place.attachment],
  [/^\/(neighbourhoods|alerts\/teams)\/:code$/, 'place', ({ place }) => place.code],
  [/^(\/neighbourhoods\/:code)?\/assignments\/:id$/, 'place', ({ place }) => place.assignment],
  [/^\/absences\/:id$/, 'place', ({ place }) => place.absence],
  [/^\/officers\/:collarNumber\/absences\/:id$/, 'place', ({ place }) => place.leave],
  [/^\/neighbourhoods\/:code(\/life)?\/events\/:id$/, 'place', ({ place }) => place.life.events],
  [/^\/neighbourhoods\/:code\/links\/:id$/, 'place', ({ place }) => place.life.links],
  [/^\/neighbourhoods\/:code\/places\/:id$/, 'place', ({ place }) => place.life.places],
  [
    /^\/neighbourhoods\/:code(\/life\/:kind|\/priorities)\/:id$/,
    'place',
    ({ place }) => place.life.priorities,
  ],
  [/^\/neighbourhoods\/:code\/life\/:kind$/, 'nothing', () => 'priorities'],
  [/^\/command-areas\/:code$/, 'place', ({ place }) => place.commandArea],
  [/^\/wards\/:code$/, 'place', ({ place }) => place.ward],
  [/\/neighbourhoods\/:neighbourhood$/, 'place', ({ place }) => place.code],
  [/\/(supervisors|officers)\/:collarNumber$/, 'place', ({ place }) => place.collarNumber],
  [/^\/force\/senior-officers\/:id$/, 'force', ({ force }) => force.senior],
  [/^\/imports\/police-uk\/:id$/, 'force', ({ force }) => force.pull],
  [
    /^\/imports\/:id$/,
    'force',
    ({ force }, url) => (/columns|discard/.test(url) ? force.unmapped : force.import),
  ],
  [/^\/keys\/:id$/, 'force', ({ force }) => force.key],
  [/^\/people\/:id$/, 'force', ({ force }) => force.people.victim],
  [/^\/reports\/files\/:id$/, 'self', ({ force, role }) => force.files[role]],
  [/^\/reports\/files\/:id\/:name$/, 'nothing', () => 'report.pdf'],
  [/^\/reports\/issued\/drafts\/:id$/, 'force', ({ force }) => force.draft],
  [/^\/reports\/issued\/:(id|file)$/, 'force', ({ force }) => force.issued],
  [/^\/reports\/issued\/:id\/questions\/:question$/, 'force', ({ force }) => force.question],
  [/\/:table$/, 'nothing', () => 'answers'],
  [/^\/reports\/:(id|file)$/, 'force', ({ force }) => force.stored],
  [/^\/reports\/r\/:period$/, 'nothing', () => '2026-09'],
  [/\/:measure$/, 'nothing', () => 'share-met'],
  [/\/:measure\/:kind$/, 'nothing', () => 'neighbourhood'],
  [/\/:measure\/:kind\/:code$/, 'nothing', ({ place }) => place.code],
  [/^\/your-sign-ins\/:session$/, 'self', ({ session }) => session],
  // What is open to everybody is read of any force.
  [/\/:force$/, 'nothing', ({ force }) => force.id],
  [/^\/your-area\/:force\/:code$/, 'nothing', ({ place }) => place.code],
  [/\/:force\/:neighbourhood$/, 'nothing', ({ place }) => place.code],
  [/\/ask\/:force\/:reference$/, 'nothing', ({ place }) => place.contact],
  [/\/:reference\/:token$/, 'nothing', ({ force }) => force.token],
  [/^\/demo\/outbox\/:id$/, 'nothing', () => 'x'],
];

interface Parameter {
  belongs: Belonging;
  pick: Pick[2];
}

/** The parameters of a pattern in their order. @throws Error for one that nobody has said how to fill in */
export function parametersOf(url: string): Parameter[] {
  const pattern = url.replace(/^\/api\/v1(?=\/)/, '');
  return [...pattern.matchAll(/:\w+/g)].map(({ index, 0: name }) => {
    const upTo = pattern.slice(0, index + name.length);
    const found = PICKS.find(([known]) => known.test(upTo));
    if (!found) throw new Error(`${url}: say in matrix-addresses.ts what stands for ${name}.`);
    return { belongs: found[1], pick: found[2] };
  });
}

/** To whom belongs what an address of this pattern names? The narrowest of all its parameters. */
export function belongingOf(url: string): Belonging {
  const all = parametersOf(url).map(({ belongs }) => belongs);
  return (['self', 'place', 'force'] as const).find((one) => all.includes(one)) ?? 'nothing';
}

/** The address of real objects. `last`: whose the last of them is, if it is another's than those before. */
export function addressOf(url: string, named: Named, last = named): string {
  const parameters = parametersOf(url);
  const lastObject = parameters.findLastIndex(({ belongs }) => belongs !== 'nothing');
  let turn = -1;
  return url.replace(/:\w+/g, () => {
    turn += 1;
    return encodeURIComponent(parameters[turn]!.pick(turn === lastObject ? last : named, url));
  });
}

/** Does an address of this pattern name more than one object? */
export const namesSeveral = (url: string): boolean =>
  parametersOf(url).filter(({ belongs }) => belongs !== 'nothing').length > 1;
