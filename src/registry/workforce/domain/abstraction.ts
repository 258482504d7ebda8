/** "flagged strictly above 20 %, unrounded" */
const PLEDGED_PERCENT = 20;

/** Duty of a calendar month in hundredths of an hour, so that sums are exact. */
export interface DutyHours {
  rostered: number;
  abstracted: number;
}

/**
 * Were more than 20 % of the rostered hours taken for other duties? Exactly 20 % is within the pledge; 20.004 % is
 * not, though both print as 20.0 %.
 * @example isAboveThePledge({ rostered: 160_00, abstracted: 32_00 }) // false
 */
export function isAboveThePledge({ rostered, abstracted }: DutyHours): boolean {
  return abstracted * 100 > rostered * PLEDGED_PERCENT;
}
