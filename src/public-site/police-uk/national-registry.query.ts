/** A prepared statement: its name, its text. */
export type Statement = readonly [name: string, text: string];

/** One row a question, in their order, whose `answer` is a JSON text or null; $1 are the forces, $2 the codes. */
const forEach = (name: string, answer: string): Statement => [
  `police-uk-${name}`,
  `select ${answer} as answer from unnest($1::text[], $2::text[]) with ordinality as q (force_id, code, place) order by place`,
];

/** Which forces are there? */
export const FORCES: Statement = [
  'police-uk-forces',
  `select coalesce(json_agg(json_build_object('id', id, 'name', name) order by name, id), '[]')::text as answer from force`,
];

/** How does each force present itself? */
export const FORCE = forEach('force', `public_force(q.force_id)`);

/** Who are the senior officers of each force? */
export const SENIOR_OFFICERS = forEach('senior-officers', `public_senior_officers(q.force_id)`);

/** Which neighbourhoods has each force on day $3? */
export const NEIGHBOURHOODS = forEach('neighbourhoods', `public_neighbourhoods(q.force_id, $3)`);

/** What is there to know of each neighbourhood on day $3? $4 are the addresses of their forms. */
export const NEIGHBOURHOOD = forEach(
  'neighbourhood',
  `public_neighbourhood(q.force_id, q.code, $3, ($4::text[])[q.place])`,
);

/** Who serves each neighbourhood on day $3, ranks called as $4 says? */
export const PEOPLE = forEach('people', `public_people(q.force_id, q.code, $3, $4)`);

/** Which priorities has each neighbourhood on day $3? */
export const PRIORITIES = forEach('priorities', `public_priorities(q.force_id, q.code, $3)`);

/** What takes place in each neighbourhood, which exists on day $3, from instant $4 on? */
export const EVENTS = forEach('events', `public_events(q.force_id, q.code, $3, $4)`);

/** Where does each neighbourhood lie on day $3? */
export const BOUNDARY = forEach('boundary', `public_boundary(q.force_id, q.code, $3)`);

/** Which neighbourhoods may hold each point ($1 longitudes, $2 latitudes) on day $3, the smallest first? */
export const PLACE_CANDIDATES: Statement = [
  'police-uk-place-candidates',
  `select (question - 1)::integer as question, force_id as "forceId", code, boundary
     from public_place_candidates($1, $2, $3) order by question, area_km2, code, force_id`,
];
