import { createHash } from 'node:crypto';
import type { Runtime, Spec } from 'vega';
import { marksOf } from './vega-marks.js';

/** What a drawing is of: rows by the name of their data set, and signals by theirs. */
export interface Drawn {
  data: Readonly<Record<string, readonly object[]>>;
  signals: Readonly<Record<string, unknown>>;
}

/** Each way of drawing is worked out once; charts differ in their data alone. */
const runtimes = new Map<Spec, Runtime>();

/** So many charts are kept as they were drawn, of ten thousand characters each. */
const MOST_KEPT = 400;
const kept = new Map<string, Promise<string>>();

/**
 * The marks of a chart as SVG, without its frame. The same data give the same characters: nothing is measured, because
 * there is no screen, and nothing depends on the time or the zone. So what was drawn lately is not drawn again: a chart
 * takes vega ten milliseconds, and months that are over do not change.
 */
export function drawn(spec: Spec, drawing: Drawn): Promise<string> {
  const key = keyOf(spec, drawing);
  const marks = kept.get(key) ?? draw(spec, drawing);
  // Last used, last forgotten.
  kept.delete(key);
  kept.set(key, marks);
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
  marks.catch(() => kept.delete(key));
  return marks;
}

const keyOf = (spec: Spec, drawing: Drawn): string =>
  createHash('sha256')
    .update(JSON.stringify([spec, drawing]))
    .digest('base64');

async function draw(spec: Spec, { data, signals }: Drawn): Promise<string> {
  // Vega is large, and most instances never draw.
  const { Error: onlyErrors, parse, View } = await import('vega');
  const runtime = runtimes.get(spec) ?? parse(spec);
  runtimes.set(spec, runtime);
  const view = new View(runtime, { renderer: 'none', logLevel: onlyErrors });
  try {
    for (const [name, value] of Object.entries(signals)) view.signal(name, value);
    // Vega writes into the rows that it is given.
    for (const [name, rows] of Object.entries(data))
      view.data(
        name,
        rows.map((row) => ({ ...row })),
      );
    return marksOf(await view.toSVG());
  } finally {
    view.finalize();
  }
}
