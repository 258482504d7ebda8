/** How much of what a report says another one says otherwise. */
export interface ChangeTally {
  /** Figures that were compared. */
  figures: number;
  /** Those that are others now because what they are counted from is another. */
  changed: number;
  /** Those that moved by the passing of time alone. Absent from reports issued before these were listed. */
  byTime?: number;
  /** Neighbourhoods with a figure or a gap that is another now. */
  neighbourhoods: number;
  /** Gaps in coverage that only one of them has. */
  gaps: number;
  /** Measures, and versions of the definitions, that only one of them has. */
  definitions: number;
  /** Others that are not listed: in reports issued before all were. */
  leftOut: number;
}

/** @example tallyWords(tally)[0] // '12 of 83 figures changed, 2 of them by the passing of time alone; 4 neighbourhoods are affected.' */
export function tallyWords(tally: ChangeTally): string[] {
  const { figures, changed, byTime = 0, neighbourhoods, gaps, definitions, leftOut } = tally;
  const all = changed + byTime + leftOut;
  const summary = [
    `${all === 0 ? 'None' : all} of ${counted(figures, 'figure', 'figures')} changed${byTimeWords(byTime)}`,
    neighbourhoods > 0 && counted(neighbourhoods, 'neighbourhood is affected', 'neighbourhoods are affected'),
    gaps > 0 && `${counted(gaps, 'gap', 'gaps')} in coverage came or went`,
    definitions > 0 && counted(definitions, 'change of the definitions', 'changes of the definitions'),
  ].filter((part) => part !== false);
  return [`${summary.join('; ')}.`, ...leftOutWords(leftOut)];
}

const byTimeWords = (byTime: number): string =>
  byTime === 0 ? '' : `, ${byTime} of them by the passing of time alone`;

function leftOutWords(leftOut: number): string[] {
  if (leftOut === 0) return [];
  return [
    `Not listed: ${counted(leftOut, 'figure', 'figures')} of what became of missed queries, or of how things stood at the data cut-off.`,
  ];
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
