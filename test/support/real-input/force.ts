import { csvOf } from './csv-file.js';
import { type LifeInput, lifeOf, NO_LIFE } from './life.js';
import { geometryOf, type Shape } from './shapes.js';

export interface PlaceInput {
  code: string;
  name: string;
  shape: Shape;
  teamMailbox: string | null;
  email: string | null;
  /** First day. */
  from: string;
  /** Whether the public form is offered; switched after the import, which does not know it. */
  formEnabled: boolean;
}

export interface OfficerInput {
  collar: string;
  name: string;
  rank: string;
  /** As the HR export writes it. */
  rankWritten: string;
  dutyEmail: string | null;
  publicEmail: string | null;
  withheld: boolean;
  /** Both days included; without a last day until further notice. */
  absences: { kind: string; from: string; until: string | null }[];
  /** The last day in the force, if it is known. */
  servesUntil: string | null;
}

/** A council ward, which part of its area lies in which place, and what was decided all the same. */
export interface WardInput {
  code: string;
  name: string;
  parts: [place: string, share: number][];
  decided: [place: string, belongs: boolean][];
}

/** Which places belong to it, and when: both days included; null: until further notice. */
export interface AreaInput {
  code: string;
  name: string;
  places: [code: string, from: string, until: string | null][];
}

export interface AssignmentInput {
  code: string;
  collar: string;
  role: 'lead' | 'named' | 'deputy' | 'team' | 'supervisor';
  from: string;
  /** Last day, included; null: until further notice. */
  until: string | null;
}

export interface ForceInput {
  id: string;
  name: string;
  startsOn: string;
  places: PlaceInput[];
  officers: OfficerInput[];
  assignments: AssignmentInput[];
  wards: WardInput[];
  areas: AreaInput[];
  life: LifeInput;
  /** E-mail addresses of those force admins who have one. */
  adminEmails: string[];
}

/** What one post is like: the holder's peculiarities and, by role, from when until when. */
interface Post {
  mailbox: boolean;
  holders: [
    role: AssignmentInput['role'],
    from: string,
    until: string | null,
    ...peculiarities: Peculiarity[],
  ][];
  place?: 'begins-late' | 'no-form' | 'no-form-but-email';
}
type Peculiarity =
  | 'withheld'
  | 'no-duty-email'
  | 'public-email'
  | 'inspector'
  | 'sergeant'
  | 'pcso'
  | 'away-in-spring'
  | 'away-a-fortnight'
  | 'sick-from-autumn'
  | 'leaves-the-force'
  | 'seconded-28-days'
  | 'seconded-29-days'
  | 'seconded-twice-running'
  | 'seconded-from-autumn'
  | 'parental-leave';

/**
 * Twelve days of leave and three of sickness are one absence of fifteen, across the change of the clocks; a fortnight is none.
 * Of the secondments those of 28 days break no tenure, and the one without an end does from its twenty-ninth day on.
 */
const AWAY: Partial<Record<Peculiarity, OfficerInput['absences']>> = {
  'away-in-spring': [
    { kind: 'leave', from: '2026-03-20', until: '2026-03-31' },
    { kind: 'sickness', from: '2026-04-01', until: '2026-04-03' },
  ],
  'away-a-fortnight': [{ kind: 'leave', from: '2026-10-14', until: '2026-10-27' }],
  'sick-from-autumn': [{ kind: 'sickness', from: '2026-10-29', until: null }],
  'seconded-28-days': [{ kind: 'secondment', from: '2025-03-01', until: '2025-03-28' }],
  'seconded-29-days': [{ kind: 'secondment', from: '2025-03-01', until: '2025-03-29' }],
  'seconded-twice-running': [
    { kind: 'secondment', from: '2024-10-01', until: '2024-10-14' },
    { kind: 'secondment', from: '2024-10-15', until: '2024-10-29' },
  ],
  'seconded-from-autumn': [{ kind: 'secondment', from: '2026-10-04', until: null }],
  'parental-leave': [{ kind: 'parental-leave', from: '2025-01-06', until: '2025-12-31' }],
};

const FIRST = '2025-07-01';
/** When the places began: before their officers, some of whom have two years by the end and some have not. */
const PLACES_FROM = '2023-01-01';
const TWO_YEARS_ON_31_MARCH = '2024-03-31';
const A_DAY_TOO_LATE = '2024-04-01';
const TWO_YEARS_ON_31_OCTOBER = '2024-10-31';

/** One post of every sort that coverage or alerting tells apart. */
const SORTS: Post[] = [
  { mailbox: true, holders: [['lead', TWO_YEARS_ON_31_MARCH, null]] },
  {
    mailbox: true,
    holders: [
      ['lead', TWO_YEARS_ON_31_MARCH, null, 'pcso', 'away-in-spring', 'seconded-28-days'],
      ['named', TWO_YEARS_ON_31_MARCH, null, 'away-in-spring', 'seconded-29-days'],
      ['deputy', TWO_YEARS_ON_31_MARCH, null, 'parental-leave'],
      ['supervisor', TWO_YEARS_ON_31_OCTOBER, null, 'sergeant'],
    ],
  },
  // The lead leaves the day before the clocks change; four days nobody; then a successor.
  {
    mailbox: true,
    holders: [
      ['lead', FIRST, '2026-03-28'],
      ['lead', '2026-04-02', null, 'sick-from-autumn'],
    ],
  },
  // A rank that cannot be the named officer stands in: that covers nothing.
  { mailbox: false, holders: [['deputy', FIRST, null, 'inspector']] },
  { mailbox: true, holders: [['lead', PLACES_FROM, null, 'withheld', 'seconded-twice-running']] },
  {
    mailbox: false,
    holders: [
      ['lead', A_DAY_TOO_LATE, null, 'withheld'],
      ['deputy', '2026-03-30', '2026-10-25', 'public-email'],
    ],
  },
  { mailbox: true, holders: [] },
  { mailbox: false, holders: [] },
  {
    mailbox: true,
    place: 'no-form',
    holders: [
      ['lead', PLACES_FROM, '2026-10-24'],
      ['lead', '2026-10-25', null, 'public-email'],
    ],
  },
  {
    mailbox: true,
    place: 'begins-late',
    holders: [
      ['lead', '2026-03-30', '2026-10-26', 'sergeant'],
      ['named', '2026-10-27', null, 'away-a-fortnight'],
    ],
  },
  {
    mailbox: false,
    holders: [
      ['team', PLACES_FROM, null, 'seconded-from-autumn'],
      ['supervisor', FIRST, null, 'inspector'],
    ],
  },
  {
    mailbox: false,
    place: 'no-form-but-email',
    holders: [
      ['lead', PLACES_FROM, null, 'no-duty-email', 'leaves-the-force'],
      ['team', FIRST, '2026-10-24'],
    ],
  },
];

/** Which sorts the rest have: as many posts without anybody as posts that need two, so that the officers suffice. */
const AMONG_THE_REST = [6, 7, 2, 4, 8, 6, 7, 3];

/**
 * A force on these shapes: the first twelve posts are one of each sort, then three in four are plain ones. With
 * `officers` given, exactly so many: who is needed nowhere has no post.
 */
export function forceOn(
  shapes: readonly Shape[],
  force: { id: string; name: string; startsOn: string; officers: number },
): ForceInput {
  const input: ForceInput = {
    ...force,
    places: [],
    officers: [],
    assignments: [],
    wards: [],
    areas: [],
    life: NO_LIFE,
    adminEmails: ['admin.one@force.example', 'admin.two@force.example'],
  };
  shapes.forEach((shape, index) => {
    const special = index % 4 === 3 ? AMONG_THE_REST[((index - 3) / 4) % AMONG_THE_REST.length]! : 0;
    const sort = index < SORTS.length ? index : special;
    addPost(input, shape, SORTS[sort]!);
  });
  // One officer leads two places, and hears of both in one mail.
  const [first, last] = [input.assignments[0]!, shapes.at(-1)!.code];
  input.assignments.push({ ...first, code: last, role: 'team', from: '2026-03-27' });
  input.assignments.push({ ...first, code: shapes[6]!.code, role: 'named', from: '2026-10-23', until: null });
  input.wards = wardsOf(input.places);
  input.areas = areasOf(input.places);
  for (let index = 0; input.officers.length < force.officers; index += 1) addMover(input, index);
  if (input.officers.length !== force.officers)
    throw new Error(`${input.officers.length} officers are needed.`);
  input.life = lifeOf(input);
  return input;
}

/** Each ward is a place, half of the next, a sliver of the third that does not count, and now and then one decided upon. */
function wardsOf(places: PlaceInput[]): WardInput[] {
  const at = (index: number): string => places[index % places.length]!.code;
  return places.slice(0, 30).map((_, index) => ({
    code: `E${100 + index}`,
    name: `Ward ${index}`,
    parts: [
      [at(index), 0.5],
      [at(index + 1), index % 2 === 0 ? 0.05 : 0.45],
      [at(index + 2), 0.049],
    ],
    decided: index % 5 === 4 ? [[at(index + 2), true]] : index % 5 === 2 ? [[at(index + 1), false]] : [],
  }));
}

/** Two areas of a third of the places each; one place goes from the first to the second, and comes back for a day. */
function areasOf(places: PlaceInput[]): AreaInput[] {
  const third = Math.floor(places.length / 3);
  const [moves, ...stay] = places.slice(0, third).map(({ code }) => code);
  const always = (code: string): AreaInput['places'][number] => [code, FIRST, null];
  return [
    {
      code: 'UP',
      name: 'Upper & outer',
      places: [...stay.map(always), [moves!, FIRST, '2026-03-30'], [moves!, '2026-10-25', '2026-10-25']],
    },
    {
      code: 'DOWN',
      name: 'Down by the “sea”',
      places: [
        ...places.slice(third, 2 * third).map(({ code }) => always(code)),
        [moves!, '2026-03-31', '2026-10-24'],
      ],
    },
  ];
}

function addPost(input: ForceInput, shape: Shape, { mailbox, holders, place }: Post): void {
  const { code, name } = shape;
  input.places.push({
    code,
    name,
    shape,
    teamMailbox: mailbox ? `team.${code.toLowerCase()}@force.example` : null,
    email: place === 'no-form-but-email' ? `${code.toLowerCase()}@public.force.example` : null,
    from: place === 'begins-late' ? '2026-03-29' : PLACES_FROM,
    formEnabled: !place?.startsWith('no-form'),
  });
  for (const [role, from, until, ...peculiarities] of holders) {
    const { collar } = addOfficer(input, peculiarities);
    input.assignments.push({ code, collar, role, from, until });
  }
}

/** Who moved from team to team: the next day, after a day in none, with both at once, and up to the end of the last. */
const MOVES: [place: number, from: string, until: string | null][][] = [
  [
    [0, '2023-06-01', '2025-05-31'],
    [2, '2025-06-01', null],
  ],
  [
    [0, '2023-06-01', '2025-05-30'],
    [2, '2025-06-01', null],
  ],
  [
    [1, '2023-06-01', '2026-01-31'],
    [2, '2025-06-01', '2026-10-30'],
  ],
  [
    [2, '2023-06-01', '2026-03-27'],
    [1, '2026-03-28', '2026-10-31'],
  ],
];

/** An officer more than the posts need, in teams one after the other; or in none. */
function addMover(input: ForceInput, index: number): void {
  const { collar } = addOfficer(input, index === 2 ? ['pcso'] : []);
  for (const [place, from, until] of MOVES[index] ?? [])
    input.assignments.push({ code: input.places[place]!.code, collar, role: 'team', from, until });
}

const WRITTEN: Record<string, string> = {
  constable: 'PC',
  pcso: 'Police Community Support Officer',
  sergeant: 'Sgt',
  inspector: 'Inspector',
};

function addOfficer({ officers }: ForceInput, peculiarities: Peculiarity[]): OfficerInput {
  const number = officers.length + 1;
  const rank = peculiarities.find((each) => each in WRITTEN) ?? 'constable';
  const officer: OfficerInput = {
    collar: String(4000 + number),
    // As HR exports have them: a comma, an apostrophe, quotes, letters beyond ASCII.
    name: ['O’Dair, Siân', "D'Arcy Reed", 'Jo "JJ" Ashdown', 'Łucja Nowak'][number % 4]! + ` ${number}`,
    rank,
    rankWritten: WRITTEN[rank]!,
    dutyEmail: peculiarities.includes('no-duty-email') ? null : `duty.${number}@force.example`,
    publicEmail: peculiarities.includes('public-email') ? `officer.${number}@public.force.example` : null,
    withheld: peculiarities.includes('withheld'),
    absences: peculiarities.flatMap((each) => AWAY[each] ?? []),
    servesUntil: peculiarities.includes('leaves-the-force') ? '2026-10-31' : null,
  };
  officers.push(officer);
  return officer;
}

export const neighbourhoodsFile = ({ places }: ForceInput): string =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: places.map(({ code, name, shape, teamMailbox, email, from }) => ({
      type: 'Feature',
      properties: { code, name, team_mailbox: teamMailbox, email, from },
      geometry: geometryOf(shape),
    })),
  });

export const officersFile = ({ officers }: ForceInput): string =>
  csvOf(
    ['collar_number', 'name', 'rank', 'duty_email', 'public_email', 'public_telephone', 'name_withheld'],
    officers.map((officer) => [
      officer.collar,
      officer.name,
      officer.rankWritten,
      officer.dutyEmail,
      officer.publicEmail,
      '101',
      officer.withheld ? 'yes' : 'no',
    ]),
  );

export const assignmentsFile = ({ assignments }: ForceInput): string =>
  csvOf(
    ['neighbourhood_code', 'collar_number', 'role', 'from', 'until'],
    assignments.map(({ code, collar, role, from, until }) => [code, collar, role, from, until]),
  );
