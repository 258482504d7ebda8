import { describe, expect, it } from '@jest/globals';
import { compareNeighbourhood, type HeldNeighbourhood } from './compare-neighbourhood.js';
import type { Held } from './difference.js';
import type { Link, PulledNeighbourhood } from './pulled-neighbourhood.js';

const PULLED: PulledNeighbourhood = {
  code: 'NC04',
  name: 'Abbey',
  description: 'The abbey.',
  population: 12_000,
  routes: [{ kind: 'telephone', value: '101' }],
  boundary: null,
  links: [],
  places: [],
  priorities: [],
  events: [],
  people: [],
  leftOut: [],
};

const HELD: HeldNeighbourhood = {
  id: 'n1',
  code: 'NC04',
  name: 'Abbey',
  description: 'The abbey.',
  population: 12_000,
  endedOn: null,
  routes: [{ kind: 'telephone', value: '101' }],
  boundary: null,
  links: [],
  places: [],
  priorities: [],
  events: [],
  assigned: [],
};

const compare = (pulled: Partial<PulledNeighbourhood>, held: Partial<HeldNeighbourhood> | null = {}) =>
  compareNeighbourhood({ ...PULLED, ...pulled }, held && { ...HELD, ...held }, {
    boundary: null,
    ranks: [],
  });

const link = (id: string, value: Partial<Link>, more: Partial<Held<Link>> = {}): Held<Link> => ({
  id,
  fromPull: false,
  over: false,
  value: { title: 'Watch', url: 'https://w.example', description: null, ...value },
  ...more,
});
const WATCH: Link = link('', {}).value;

describe('a neighbourhood beside what is held of it', () => {
  it('is the same, changed field by field, new, or cannot be taken', () => {
    expect(compare({}).change).toBe('same');
    expect(
      compare({ name: 'Abbey Park', population: 13_000, routes: [{ kind: 'telephone', value: '102' }] }),
    ).toMatchObject({
      change: 'changed',
      differences: [
        { field: 'Name', before: 'Abbey', after: 'Abbey Park' },
        { field: 'Population', before: '12000', after: '13000' },
        { field: 'Telephone', before: '101', after: '102' },
      ],
      write: { id: 'n1', name: 'Abbey Park', description: null, population: 13_000 },
    });
    expect(compare({}, null)).toMatchObject({ change: 'added', write: { id: null, name: 'Abbey' } });
    expect(compare({ name: null }, null)).toMatchObject({
      change: 'refused',
      reason: 'it has no name there',
      write: null,
    });
    expect(compare({ name: 'New' }, { endedOn: '2026-03-31' })).toMatchObject({
      change: 'refused',
      reason: 'it ended here on 2026-03-31 and is still shown there',
    });
  });

  it('"population "0" = unknown": what is not said there stays here', () => {
    const compared = compare({ name: null, description: null, population: null, routes: [] });
    expect(compared).toMatchObject({ name: 'Abbey', change: 'same', differences: [] });
    expect(compared.onlyHere).toEqual(['telephone “101” is only here and stays']);
  });

  it('an item is added, changed, or left alone', () => {
    expect(compare({ links: [WATCH] }).write!.links).toEqual({ added: [WATCH], changed: [], ended: [] });
    const described = { ...WATCH, description: 'New' };
    const compared = compare({ links: [described] }, { links: [link('l1', {})] });
    expect(compared.write!.links).toEqual({
      added: [],
      changed: [{ id: 'l1', value: described }],
      ended: [],
    });
    expect(compared.differences).toEqual([
      { field: 'Changed link “Watch”, description', before: null, after: 'New' },
    ]);
    expect(compare({ links: [WATCH] }, { links: [link('l1', { description: 'Ours' })] }).change).toBe('same');
  });

  it('ends what a pull brought and nothing else; what a person ended stays ended', () => {
    const held = [
      link('ours', { url: 'https://a.example', title: 'A' }),
      link('pulled', { url: 'https://b.example', title: 'B' }, { fromPull: true }),
    ];
    const compared = compare({ links: [] }, { links: held });
    expect(compared.write!.links.ended).toEqual(['pulled']);
    expect(compared.onlyHere).toEqual(['the link “A” is only here and stays']);
    const over = compare({ links: [WATCH] }, { links: [link('l1', {}, { over: true })] });
    expect(over.change).toBe('same');
    expect(over.onlyHere).toEqual(['the link “Watch” has ended here and is still shown there']);
    expect(compare({ links: null }, { links: held })).toMatchObject({ change: 'same', onlyHere: [] });
  });

  it('matches each row once, the best first', () => {
    const held = [link('a', { title: 'One' }), link('b', { title: 'Two' })];
    const compared = compare(
      {
        links: [
          { ...WATCH, title: 'Two' },
          { ...WATCH, title: 'Three' },
        ],
      },
      { links: held },
    );
    expect(compared.write!.links).toMatchObject({
      added: [],
      changed: [{ id: 'a', value: { title: 'Three' } }],
    });
  });
});
