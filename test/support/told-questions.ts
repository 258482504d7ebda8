/** What happened to a contact after its first message, at a minute, and when it was written down. */
export type Told = { kind: 'message' | 'answer'; happened: number; recorded: number };

/**
 * The clocks as a person would count them who knows everything: one after the other, in the order in which it happened, and at
 * the same instant the message before the answer.
 */
export function counted(told: readonly Told[]): [start: number, stop: number | null][] {
  const clocks: [number, number | null][] = [[0, null]];
  const order = [...told].sort(
    (a, b) => a.happened - b.happened || Number(a.kind === 'answer') - Number(b.kind === 'answer'),
  );
  for (const { kind, happened } of order) {
    const open = clocks.find(([, stop]) => stop === null);
    if (kind === 'answer' && open) open[1] = happened;
    if (kind === 'message' && !open) clocks.push([happened, null]);
  }
  return clocks;
}

/** Chances that are the same at every run. */
function chances(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

/** Messages and answers at few instants, so that some fall together, also with the contact itself; each is written down at a time of its own. */
export function history(seed: number, inOrder: boolean): Told[] {
  const chance = chances(seed);
  const told = Array.from({ length: 2 + chance(8) }, (): Told => {
    const kind = chance(2) === 0 ? 'message' : 'answer';
    return { kind, happened: chance(9), recorded: 100 + chance(1_000_000) };
  });
  // No two messages at one instant: which of the two has the clock would be for nobody to say.
  const distinct = told.filter(
    (one, index) =>
      !told.slice(0, index).some((other) => other.kind === 'message' && other.happened === one.happened) ||
      one.kind === 'answer',
  );
  if (!inOrder) return distinct;
  const messages = distinct.filter(({ kind }) => kind === 'message').sort((a, b) => a.happened - b.happened);
  const times = messages.map(({ recorded }) => recorded).sort((a, b) => a - b);
  messages.forEach((each, index) => (each.recorded = times[index]!));
  return distinct;
}
