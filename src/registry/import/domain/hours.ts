import { quoted } from '../../domain/parsed-row.js';

/** What is wrong with a number of hours, or undefined: up to 99,999.99, as payroll writes them. */
export function hoursProblem(text: string): string | undefined {
  return /^\d{1,5}(\.\d{1,2})?$/.test(text)
    ? undefined
    : `${quoted(text)} is no number of hours; write it like 152 or 37.5`;
}

/** As PostgreSQL writes it with two decimals, so that both compare as texts. @example hoursText('37.5') // '37.50' */
export function hoursText(text: string): string {
  return Number(text).toFixed(2);
}
