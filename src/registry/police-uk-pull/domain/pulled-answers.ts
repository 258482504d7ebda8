/** What one question to the national interface was answered with: the JSON, or in words why there is none to use. */
export type PulledAnswer = { json: unknown } | { missing: string };

/** The answers about a force itself. */
export interface ForceAnswers {
  force: PulledAnswer;
  seniorOfficers: PulledAnswer;
}

/** The answers about one neighbourhood, under the id and the name that the list of neighbourhoods gave. */
export interface NeighbourhoodAnswers {
  code: string;
  name: unknown;
  details: PulledAnswer;
  boundary: PulledAnswer;
  people: PulledAnswer;
  priorities: PulledAnswer;
  events: PulledAnswer;
}
