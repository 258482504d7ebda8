import {
  HANDED_OVER,
  hearsOf,
  type Listener,
  type ResponseStandard,
  stepsAbove,
} from '../contacts/domain/response-standard.js';

/** Who hears a step of a stage of a version of the standard. */
export interface Hearing {
  version: string;
  stage: string;
  step: number;
  who: Listener;
}

/** All of them, for the statement that works out recipients. */
export function hearingsOf(standards: readonly ResponseStandard[]): Hearing[] {
  return standards.flatMap((standard) =>
    [...standard.rungs.map(({ stage }) => stage), HANDED_OVER].flatMap((stage) =>
      Array.from({ length: stepsAbove(standard, stage) + 1 }, (_, step) =>
        hearsOf(standard, stage, step).map((who) => ({ version: standard.version, stage, step, who })),
      ).flat(),
    ),
  );
}
