import type { Runtime, Spec } from 'vega';
import { marksOf } from './vega-marks.js';

/** What a drawing is of: rows by the name of their data set, and signals by theirs. */
export interface Drawn {
  data: Readonly<Record<string, readonly object[]>>;
  signals: Readonly<Record<string, unknown>>;
}

/** Each way of drawing is worked out once; charts differ in their data alone. */
const runtimes = new Map<Spec, Runtime>();

/**
 * The marks of a chart as SVG, without its frame. The same data give the same characters: nothing is measured, because
 * there is no screen, and nothing depends on the time or the zone.
 */
export async function drawn(spec: Spec, { data, signals }: Drawn): Promise<string> {
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
