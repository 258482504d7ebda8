/** What is printed where a share has no denominator. */
export const NONE_DUE = 'none due';

/**
 * A share in per cent with one decimal. "100.0 and 0.0 only when exact": 9,996 of 10,000 is 99.9 and 4 of 10,000 is
 * 0.1. Otherwise rounded half up, in whole numbers throughout.
 * @example shareInPercent(187, 190) // '98.4'
 * @returns null if the denominator is 0
 */
export function shareInPercent(numerator: number, denominator: number): string | null {
  if (denominator === 0) return null;
  const rounded = Math.floor((2000 * numerator + denominator) / (2 * denominator));
  return inTenths(clamp(rounded, numerator === 0, numerator === denominator));
}

/**
 * The change in percentage points from one share to another, with its sign. Worked out from the exact shares and
 * then rounded to one decimal, half away from zero; 0.0 and 100.0 only when exact.
 * @example changeInPoints([95, 100], [187, 190]) // '+3.4'
 * @returns null if either share has no denominator
 */
export function changeInPoints(
  from: readonly [number, number],
  to: readonly [number, number],
): string | null {
  const [fromNumerator, fromDenominator, toNumerator, toDenominator] = [...from, ...to].map(BigInt) as [
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  if (fromDenominator === 0n || toDenominator === 0n) return null;
  const difference = toNumerator * fromDenominator - fromNumerator * toDenominator;
  const whole = fromDenominator * toDenominator;
  const size = difference < 0n ? -difference : difference;
  const rounded = Number((2000n * size + whole) / (2n * whole));
  const shown = inTenths(clamp(rounded, size === 0n, size === whole));
  return `${difference < 0n ? '-' : difference > 0n ? '+' : ''}${shown}`;
}

/** The change of a count, with its sign: '+3', '-2', '0'. */
export function changeOfCount(from: number, to: number): string {
  return `${to > from ? '+' : ''}${to - from}`;
}

function clamp(tenths: number, isNothing: boolean, isWhole: boolean): number {
  if (isNothing) return 0;
  if (isWhole) return 1000;
  return Math.min(999, Math.max(1, tenths));
}

function inTenths(tenths: number): string {
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
}
