/** Repeatable chance: the same seed gives the same story on every machine. */
export interface Chance {
  /** 0 up to, not including, 1. */
  share(): number;
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number;
  pick<T>(from: readonly T[]): T;
  shuffle<T>(from: readonly T[]): T[];
}

/** A xorshift generator over 32 bits. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0 || 1;
  const share = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
  const whole = (low: number, high: number): number => low + Math.floor(share() * (high - low + 1));
  return {
    share,
    whole,
    pick: (from) => from[whole(0, from.length - 1)]!,
    shuffle(from) {
      const shuffled = [...from];
      for (let last = shuffled.length - 1; last > 0; last -= 1) {
        const other = whole(0, last);
        [shuffled[last], shuffled[other]] = [shuffled[other]!, shuffled[last]!];
      }
      return shuffled;
    },
  };
}
