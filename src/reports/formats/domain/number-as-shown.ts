/** A number and the format of a spreadsheet that shows it in the same words. */
export interface NumberAsShown {
  value: number;
  format: string;
}

const MINUTES_A_DAY = 1440;

/**
 * The number behind the words of a cell, such that a spreadsheet shows the very words. Hours and minutes become the part
 * of a day that spreadsheets keep times as. Null where no format would show the words: they stay words.
 * @example numberAsShown('98.4%', 98.4) // { value: 98.4, format: '0.0"%"' }
 */
export function numberAsShown(text: string, value: number | undefined): NumberAsShown | null {
  if (value === undefined || !Number.isFinite(value)) return null;
  return timeOf(text, value) ?? plainNumber(text, value);
}

function plainNumber(text: string, value: number): NumberAsShown | null {
  const [, sign, whole, decimals = '', unit] = /^([+−-]?)(\d+)(\.\d+)?([^\d"]*)$/.exec(text) ?? [];
  if (whole === undefined) return null;
  const isBelow = sign === '−' || sign === '-';
  if (Number(`${isBelow ? '-' : ''}${whole}${decimals}`) !== value) return null;
  const digits = `${decimals ? `0.${'0'.repeat(decimals.length - 1)}` : '0'}${unit ? `"${unit}"` : ''}`;
  if (isBelow) return { value, format: `${digits};"${sign}"${digits}` };
  return { value, format: sign === '+' ? `"+"${digits}` : digits };
}

/** Hours and minutes, and of a week or more the same in days behind them, which stand there as words. */
const TIME = /^(?:(\d+)\u00a0h)?(\u00a0)?(?:(\d+)\u00a0min)?( \(\d+\u00a0days(?:\u00a0\d+\u00a0h)?\))?$/;

function timeOf(text: string, minutes: number): NumberAsShown | null {
  const [whole, hours, gap, rest, days] = TIME.exec(text) ?? [];
  if (!whole || Number(hours ?? 0) * 60 + Number(rest ?? 0) !== minutes) return null;
  const ofHours = hours === undefined ? '' : '[h]"\u00a0h"';
  const ofMinutes = rest === undefined ? '' : `${hours === undefined ? '[m]' : 'm'}"\u00a0min"`;
  return {
    value: minutes / MINUTES_A_DAY,
    format: [ofHours, gap && `"${gap}"`, ofMinutes, days && `"${days}"`].filter(Boolean).join(''),
  };
}
