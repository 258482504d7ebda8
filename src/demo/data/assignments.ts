import type { AssignmentRole } from '../../registry/domain/assignment-role.js';

/**
 * A day of the registry's story: a date, or relative to now so that the story is always fresh: `month-1/12` is the
 * 12th of last month, `month-2/1` the first of the month before, `month+1/3` the 3rd of next month, `day-20` is 20 days ago.
 */
export type StoryDay =
  `${number}-${number}-${number}` | `month${'-' | '+'}${number}/${number}` | `day${'-' | '+'}${number}`;

/** Who is what where; `untilOn` is the last day. */
export interface DemoAssignment {
  code: string;
  collar: string;
  role: AssignmentRole;
  fromOn: StoryDay;
  untilOn?: StoryDay;
}

const assign = (
  code: string,
  collar: string,
  role: AssignmentRole,
  fromOn: StoryDay,
  untilOn?: StoryDay,
): DemoAssignment => ({ code, collar, role, fromOn, ...(untilOn && { untilOn }) });

/** Two sergeants and two inspectors answer for the teams. */
const SUPERVISORS = [
  ...['FM01', 'FM02', 'FM03', 'FM04', 'FM05', 'FM06', 'FM07'].map((code) =>
    assign(code, '2014', 'supervisor', '2024-09-02'),
  ),
  ...['FM06', 'FM07', 'FM08', 'FM09', 'FM10', 'FM11', 'FM12'].map((code) =>
    assign(code, '2027', 'supervisor', '2023-04-03'),
  ),
  assign('FM09', '1006', 'supervisor', '2022-01-10'),
  assign('FM08', '1006', 'supervisor', '2022-01-10'),
];

/** Leads nearly everywhere: FM09 is vacant, FM08 has only a deputy, and the lead of FM10 has the name withheld. */
const NAMED = [
  assign('FM01', '4102', 'lead', '2023-01-09'),
  assign('FM01', '7308', 'named', '2022-05-16'),
  assign('FM02', '4117', 'lead', '2024-02-05'),
  assign('FM02', '4102', 'deputy', '2024-02-05'),
  assign('FM03', '4123', 'lead', '2021-11-01'),
  assign('FM04', '7301', 'lead', '2020-06-01'),
  assign('FM05', '4131', 'lead', '2025-03-03'),
  assign('FM05', '7301', 'deputy', '2025-03-03'),
  // A hand-over last month, from one day to the next.
  assign('FM06', '4140', 'lead', '2022-08-15', 'month-1/11'),
  assign('FM06', '4203', 'lead', 'month-1/12'),
  // Nobody for a fortnight of last month.
  assign('FM07', '4158', 'lead', '2023-10-02', 'month-1/4'),
  assign('FM07', '4236', 'lead', 'month-1/19'),
  assign('FM08', '4166', 'lead', '2024-01-08', 'month-2/20'),
  assign('FM08', '7319', 'deputy', '2024-01-08'),
  assign('FM09', '4172', 'lead', '2022-03-07', 'month-2/27'),
  assign('FM10', '4211', 'lead', '2024-11-04'),
  assign('FM11', '4189', 'lead', '2019-09-02'),
  assign('FM11', '7333', 'named', '2023-06-05'),
  assign('FM12', '4195', 'lead', '2025-01-06'),
];

const TEAMS = [
  assign('FM01', '7312', 'team', '2024-04-01'),
  assign('FM02', '7325', 'team', '2021-02-01'),
  assign('FM03', '7340', 'team', '2025-06-02'),
  assign('FM04', '4228', 'team', '2024-07-01'),
  assign('FM06', '7344', 'team', '2022-10-03'),
  assign('FM07', '7344', 'team', '2022-10-03'),
  assign('FM09', '7352', 'team', '2025-02-03'),
  assign('FM10', '7361', 'team', '2023-03-06'),
  assign('FM12', '7352', 'team', '2023-03-06'),
];

export const ASSIGNMENTS: DemoAssignment[] = [...SUPERVISORS, ...NAMED, ...TEAMS];
