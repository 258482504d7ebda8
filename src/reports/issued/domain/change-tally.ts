/** How much of what a report says another one says otherwise. */
export interface ChangeTally {
  /** Figures that were compared. */
  figures: number;
  /** Those that are others now because what they are counted from is another. */
  changed: number;
  /** Those that moved by the passing of time alone. Absent from reports issued before these were listed. */
  byTime?: number;
  /** Figures of the preceding period that are others now. Absent from reports issued before these were listed, as are all below that may be. */
  preceding?: number;
  /** Figures of single months that are others now and stand nowhere else. */
  months?: number;
  /** Neighbourhoods with a figure or a gap that is another now because the record is. */
  neighbourhoods: number;
  /** Gaps in coverage that only one of them has. */
  gaps: number;
  /** Measures, wordings and versions of the definitions that only one of them has. */
  definitions: number;
  /** Names, places and first days that are others now. */
  facts?: number;
  /** Commentaries, decisions and questions that are others now. */
  said?: number;
  /** Others that are not listed: in reports issued before all were. */
  leftOut: number;
}

/**
 * In one sentence, and one more for what is not listed.
 * @example tallyWords(tally)[0] // '12 of 83 figures changed; 2 moved by the passing of time alone; 4 neighbourhoods are affected.'
 */
export function tallyWords(tally: ChangeTally): string[] {
  const { figures, changed, byTime = 0, neighbourhoods, gaps, definitions, leftOut } = tally;
  const { preceding = 0, months = 0, facts = 0, said = 0 } = tally;
  const all = changed + leftOut;
  const parts: [count: number, one: string, many: string][] = [
    [byTime, 'moved by the passing of time alone', 'moved by the passing of time alone'],
    [preceding, 'figure of the preceding period changed', 'figures of the preceding period changed'],
    [months, 'figure of a single month changed', 'figures of single months changed'],
    [neighbourhoods, 'neighbourhood is affected', 'neighbourhoods are affected'],
    [gaps, 'gap in coverage came or went', 'gaps in coverage came or went'],
    [definitions, 'change of the definitions', 'changes of the definitions'],
    [facts, 'name or date changed', 'names or dates changed'],
    [said, 'change in what is said beside the figures', 'changes in what is said beside the figures'],
  ];
  const summary = [
    `${all === 0 ? 'None' : all} of ${counted(figures, 'figure', 'figures')} changed`,
    ...parts.filter(([count]) => count > 0).map((part) => counted(...part)),
  ];
  return [`${summary.join('; ')}.`, ...leftOutWords(leftOut)];
}

function leftOutWords(leftOut: number): string[] {
  if (leftOut === 0) return [];
  return [
    `Not listed: ${counted(leftOut, 'figure', 'figures')} of what became of missed queries, or of how things stood at the data cut-off.`,
  ];
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
