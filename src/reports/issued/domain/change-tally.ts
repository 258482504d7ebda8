/** How much of what a report says another one says otherwise. */
export interface ChangeTally {
  /** Figures that were compared. */
  figures: number;
  /** Those that are others now. */
  changed: number;
  /** Neighbourhoods with a figure or a gap that is another now. */
  neighbourhoods: number;
  /** Gaps in coverage that only one of them has. */
  gaps: number;
  /** Measures, and versions of the definitions, that only one of them has. */
  definitions: number;
  /** Figures that only the passing of time moved: not listed. */
  leftOut: number;
}

/** @example tallyWords(tally)[0] // '12 of 83 figures changed; in 4 neighbourhoods; 1 gap in coverage came or went.' */
export function tallyWords(tally: ChangeTally): string[] {
  const { figures, changed, neighbourhoods, gaps, definitions, leftOut } = tally;
  const summary = [
    `${changed === 0 ? 'None' : changed} of ${counted(figures, 'figure', 'figures')} changed`,
    neighbourhoods > 0 && counted(neighbourhoods, 'neighbourhood is affected', 'neighbourhoods are affected'),
    gaps > 0 && `${counted(gaps, 'gap', 'gaps')} in coverage came or went`,
    definitions > 0 && counted(definitions, 'change of the definitions', 'changes of the definitions'),
  ].filter((part) => part !== false);
  return [`${summary.join('; ')}.`, ...leftOutWords(leftOut)];
}

function leftOutWords(leftOut: number): string[] {
  if (leftOut === 0) return [];
  return [
    `Left out: ${counted(leftOut, 'figure', 'figures')} that only the passing of time moved, such as what is not yet due and late answers to queries that stay missed.`,
  ];
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
