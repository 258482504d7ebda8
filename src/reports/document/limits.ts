/** What the figures cannot say, and what is not stored and so is in none of them. */
export const LIMITS: readonly string[] = [
  'Only queries that reached this system are counted: those that an officer answered elsewhere and recorded nowhere are in no figure.',
  'Emergencies and reports of crime are not neighbourhood queries. Whatever was taken out of scope is counted apart, by reason.',
  'Queries without an address to answer to have no 72 hours; they are counted apart.',
  'When somebody sent a query is what they or their mail server said, unless it cannot be; corrections by a supervisor are on record.',
  'Whether a published contact route works is known only of the days on which it was tried. Coverage takes it to work unless tries of it failed.',
  'Whether an answer helped is not measured.',
  'A query of a neighbourhood counts for every ward that the neighbourhood counts for, so wards do not add up to the force.',
  'A neighbourhood’s figures go to the command area that it belongs to on the last day.',
  'A contact without a place is not stored: one that names no neighbourhood, or whose point lies in none, is refused with what to do, so none can be counted.',
  'A message that could not be read is not stored either: whoever sent it is told so. Of unreadable items only the rows of imported files are counted.',
  'No stated time is replaced by the time of receipt: one that cannot be is refused. So the only replaced times are starts that a supervisor has corrected, which are counted.',
];
