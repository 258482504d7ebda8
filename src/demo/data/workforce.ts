import type { StoryDay } from './assignments.js';

/** Who is away; the days of the last months move with now. */
export interface DemoAbsence {
  collar: string;
  kind: 'leave' | 'parental-leave' | 'sickness' | 'secondment' | 'abstraction';
  fromOn: StoryDay;
  untilOn: StoryDay;
  hours?: number;
}

export const ABSENCES: DemoAbsence[] = [
  // The lead of FM02 is ill for long; her deputy covers.
  { collar: '4117', kind: 'sickness', fromOn: 'day-20', untilOn: 'day+18' },
  // The lead of FM12 will be away and nobody is named to stand in: a gap that is coming.
  { collar: '4195', kind: 'parental-leave', fromOn: 'day+12', untilOn: 'day+190' },
  // Ten days of holiday leave no gap.
  { collar: '4123', kind: 'leave', fromOn: 'month-1/3', untilOn: 'month-1/12' },
  // Parental leave breaks no tenure, a secondment of three months does, one of four weeks does not.
  { collar: '7308', kind: 'parental-leave', fromOn: '2024-06-03', untilOn: '2025-03-28' },
  { collar: '7361', kind: 'secondment', fromOn: '2025-05-01', untilOn: '2025-07-31' },
  { collar: '7325', kind: 'secondment', fromOn: '2025-09-01', untilOn: '2025-09-28' },
  { collar: '4102', kind: 'abstraction', fromOn: 'month-1/20', untilOn: 'month-1/21', hours: 16 },
  { collar: '4131', kind: 'abstraction', fromOn: 'month-1/6', untilOn: 'month-1/8', hours: 22.5 },
];

/** Posts and uplift target by rank, from a day on. */
export const ESTABLISHMENT = [
  { rank: 'pcso', posts: 11, upliftTarget: null, fromOn: '2024-04-01' },
  { rank: 'pcso', posts: 12, upliftTarget: 12, fromOn: '2025-07-01' },
  { rank: 'constable', posts: 14, upliftTarget: null, fromOn: '2024-04-01' },
  { rank: 'constable', posts: 16, upliftTarget: 18, fromOn: '2025-07-01' },
  { rank: 'sergeant', posts: 3, upliftTarget: 3, fromOn: '2024-04-01' },
  { rank: 'inspector', posts: 2, upliftTarget: null, fromOn: '2024-04-01' },
] as const;

/** The first lead on anti-social behaviour left the post before the second took it over. */
export const ASB_LEADS: {
  first: string;
  fromOn: StoryDay;
  untilOn: StoryDay;
  second: string;
  secondFromOn: StoryDay;
} = {
  first: '1011',
  fromOn: '2025-07-01',
  untilOn: 'month-2/14',
  second: '1006',
  secondFromOn: 'month-1/2',
};

export const COMMAND_AREAS = [
  {
    code: 'WEND',
    name: 'Wend Valley',
    places: ['FM01', 'FM02', 'FM03', 'FM06', 'FM09', 'FM12'],
    inspector: '1006',
  },
  {
    code: 'COAST',
    name: 'Coast and Levels',
    places: ['FM04', 'FM05', 'FM07', 'FM08', 'FM10', 'FM11'],
    inspector: '1011',
  },
];

export const SENIOR_OFFICERS = [
  {
    name: 'Rosamund Tetherby',
    rank: 'Chief Constable',
    bio: 'Leads Fenmarch Police. She began as a beat officer in Thornsea.',
  },
  {
    name: 'Idris Calloway',
    rank: 'Deputy Chief Constable',
    bio: 'Answers for standards and for how the force keeps its promises to neighbourhoods.',
  },
  {
    name: 'Maud Everington',
    rank: 'Assistant Chief Constable',
    bio: 'Answers for local policing, neighbourhood teams and the control room.',
  },
];
