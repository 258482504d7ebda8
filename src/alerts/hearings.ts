import {
  HANDED_OVER,
  hearsOf,
  type Listener,
  ownListeners,
  type ResponseStandard,
  stepsAbove,
} from '../contacts/domain/response-standard.js';
import type { ResponseStandards } from '../contacts/response-standards.js';

/** Who hears a step of a stage of a version of the standard. */
export interface Hearing {
  version: string;
  stage: string;
  step: number;
  who: Listener;
}

/** All of them. */
function hearingsOf(standards: readonly ResponseStandard[]): Hearing[] {
  return standards.flatMap((standard) =>
    [...standard.rungs.map(({ stage }) => stage), HANDED_OVER].flatMap((stage) =>
      Array.from({ length: stepsAbove(standard, stage) + 1 }, (_, step) =>
        hearsOf(standard, stage, step).map((who) => ({ version: standard.version, stage, step, who })),
      ).flat(),
    ),
  );
}

/** What choosing recipients goes by. */
export interface DispatchRules {
  hearings: Hearing[];
  /** Who is told, first that exists, when a rung has nobody to hear it. */
  nobodyLeft: Listener[];
  /** Whom of a neighbourhood's own people the force's standard of today names: while none of them can hear there is a gap. */
  ownOf: (forceId: string) => Listener[];
}

export function dispatchRules(standards: ResponseStandards, today: string): DispatchRules {
  return {
    hearings: hearingsOf(standards.all),
    nobodyLeft: standards.nobodyLeft,
    ownOf: (forceId) => ownListeners(standards.on(forceId, today)),
  };
}
