/** A prepared statement: its name, its text. */
export type Statement = readonly [name: string, text: string];

/** What is asked of one or, in one statement, of each that waits: a row each whose `answer` is a JSON text or null. */
export interface Asked {
  one: Statement;
  each: Statement;
}

/** The first `columns` parameters are the question: texts in `one`, as many lists of texts in `each`. */
function asked(name: string, columns: number, answer: string): Asked {
  const answers = answer.replace(/\$(\d)/g, (parameter, number) =>
    Number(number) <= columns ? `unnest(${parameter}::text[])` : parameter,
  );
  return {
    one: [`police-uk-${name}`, `select ${answer}`],
    each: [`police-uk-each-${name}`, `select ${answers}`],
  };
}

/** Which forces are there? */
export const FORCES: Statement = [
  'police-uk-forces',
  `select coalesce(json_agg(json_build_object('id', id, 'name', name) order by name, id), '[]')::text from force`,
];

/** How does force $1 present itself? */
export const FORCE = asked('force', 1, `public_force($1)`);

/** Who are the senior officers of force $1? */
export const SENIOR_OFFICERS = asked('senior-officers', 1, `public_senior_officers($1)`);

/** Which neighbourhoods has force $1 on day $2? */
export const NEIGHBOURHOODS = asked('neighbourhoods', 1, `public_neighbourhoods($1, $2)`);

/** What is there to know of neighbourhood $2 of force $1, whose form has the address $3, on day $4? */
export const NEIGHBOURHOOD = asked('neighbourhood', 3, `public_neighbourhood($1, $2, $4, $3)`);

/** Who serves neighbourhood $2 of force $1 on day $3, ranks called as $4 says? */
export const PEOPLE = asked('people', 2, `public_people($1, $2, $3, $4)`);

/** Which priorities has neighbourhood $2 of force $1 on day $3? */
export const PRIORITIES = asked('priorities', 2, `public_priorities($1, $2, $3)`);

/** What takes place in neighbourhood $2 of force $1, which exists on day $3, from instant $4 on? */
export const EVENTS = asked('events', 2, `public_events($1, $2, $3, $4)`);

/** Where does neighbourhood $2 of force $1 lie on day $3? */
export const BOUNDARY = asked('boundary', 2, `public_boundary($1, $2, $3)`);

/** Which neighbourhoods may hold each point ($1 longitudes, $2 latitudes) on day $3, the smallest first? */
export const PLACE_CANDIDATES: Statement = [
  'police-uk-place-candidates',
  `select json_build_object('question', question - 1, 'force', force_id, 'code', code, 'boundary', boundary)::text
     from public_place_candidates($1, $2, $3) order by question, area_km2, code, force_id`,
];
