export interface Axis {
  bottom: number;
  top: number;
  ticks: number[];
}

const MOST_STEPS = 5;

/**
 * An axis of percentages that ends at 100 and begins where it shows the differences: at a multiple of its step a little
 * below the lowest value.
 * @example percentAxis([94.1, 98.4]) // 80 to 100 by 5
 */
export function percentAxis(values: readonly number[]): Axis {
  const lowest = Math.min(100, ...values);
  for (const [reach, step] of [
    [20, 5],
    [50, 10],
  ] as const) {
    if (lowest >= 100 - reach + step / 2) return stepped(100 - reach, 100, step);
  }
  return stepped(0, 100, 20);
}

/** Whole days from 0, so that the 72 hours of the promise are a line of the axis; at least four days. */
export function hoursAxis(hours: readonly number[]): Axis {
  const days = Math.max(4, Math.ceil(Math.max(0, ...hours) / 24));
  const step = stepOf(days, [1, 2, 3, 6]);
  return stepped(0, Math.ceil(days / step) * step * 24, step * 24);
}

/** Counts from 0 to a round number that the highest does not pass. */
export function countAxis(counts: readonly number[]): Axis {
  const highest = Math.max(MOST_STEPS, ...counts);
  const step = stepOf(highest, [1, 2, 5]);
  return stepped(0, Math.ceil(highest / step) * step, step);
}

/** The smallest of these steps, or of them times ten, a hundred and so on, by which there are few enough. */
function stepOf(highest: number, steps: readonly number[]): number {
  for (let power = 1; ; power *= 10) {
    const step = steps.find((each) => highest / (each * power) <= MOST_STEPS);
    if (step !== undefined) return step * power;
  }
}

function stepped(bottom: number, top: number, step: number): Axis {
  const ticks: number[] = [];
  for (let tick = bottom; tick <= top; tick += step) ticks.push(tick);
  return { bottom, top, ticks };
}
