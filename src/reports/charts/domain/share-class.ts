/** One colour of the map. */
export interface ShareClass {
  /** The least percentage as printed. */
  from: number;
  words: string;
}

/**
 * The classes of a share on the map, best first. They are the same for every force and period, so that two maps can be
 * laid side by side; most forces keep most promises, so the upper end is divided most finely.
 */
export const SHARE_CLASSES: readonly ShareClass[] = [
  { from: 100, words: '100%' },
  { from: 95, words: '95% to 99.9%' },
  { from: 90, words: '90% to 94.9%' },
  { from: 75, words: '75% to 89.9%' },
  { from: 0, words: 'Under 75%' },
];

/**
 * Which class a share falls into, by the percentage as printed, so that the map says what the table says.
 * @example shareClassOf(94.9) // 2: '90% to 94.9%'
 * @returns null where there was nothing due
 */
export function shareClassOf(percent: number | null): number | null {
  return percent === null ? null : SHARE_CLASSES.findIndex(({ from }) => percent >= from);
}
