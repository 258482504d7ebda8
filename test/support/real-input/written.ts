/** A figure as it was counted. */
export type Plain =
  | { unit: 'percent'; numerator: number; denominator: number; none?: string }
  | { unit: 'count' | 'days'; value: number }
  | { unit: 'minutes'; ranked: number[]; tenths: number; none?: string }
  | { unit: 'state'; value: string };

/** A figure as every format must print it. */
export interface Written {
  numerator: number | null;
  denominator: number | null;
  value: number | null;
  shown: string;
}

export function written(plain: Plain): Written {
  const empty = { numerator: null, denominator: null, value: null };
  switch (plain.unit) {
    case 'percent': {
      const { numerator, denominator } = plain;
      const shown = denominator === 0 ? (plain.none ?? 'none due') : oneDecimal(numerator, denominator);
      return { numerator, denominator, value: denominator === 0 ? null : Number(shown), shown };
    }
    case 'minutes': {
      const denominator = plain.ranked.length;
      if (denominator === 0) return { ...empty, denominator, shown: plain.none ?? 'none due' };
      const minutes = nearestRank(plain.ranked, plain.tenths);
      if (minutes === Infinity) return { ...empty, denominator, shown: 'not yet answered' };
      return { ...empty, denominator, value: minutes, shown: String(minutes) };
    }
    case 'state':
      return { ...empty, shown: plain.value };
    case 'count':
    case 'days':
      return { ...empty, value: plain.value, shown: String(plain.value) };
  }
}

/** Percentage points between percentages, else a plain difference; null where one of the two is no number. */
export function changeBetween(from: Plain, to: Plain): string | null {
  if (from.unit === 'percent' && to.unit === 'percent') {
    if (from.denominator === 0 || to.denominator === 0) return null;
    const above = to.numerator * from.denominator - from.numerator * to.denominator;
    const shown = oneDecimal(Math.abs(above), from.denominator * to.denominator);
    return above === 0 ? shown : `${above > 0 ? '+' : '-'}${shown}`;
  }
  const [earlier, later] = [written(from).value, written(to).value];
  if (earlier === null || later === null) return null;
  return later > earlier ? `+${later - earlier}` : String(later - earlier);
}

/** "One decimal; 100.0 and 0.0 only when exact." */
function oneDecimal(numerator: number, denominator: number): string {
  let tenths = Math.floor((1000 * numerator) / denominator + 0.5);
  if (tenths === 0 && numerator > 0) tenths = 1;
  if (tenths === 1000 && numerator < denominator) tenths = 999;
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
}

/** The value at the rank that leaves this many tenths of all at or below it. */
function nearestRank(values: number[], tenths: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  let rank = 1;
  while (rank * 10 < tenths * sorted.length) rank += 1;
  return sorted[rank - 1]!;
}
