import { daysText } from '../absences/domain/absence-facts.js';
import type { CoverageOutcome } from './coverage-outcome.js';
import { STATE_TITLES } from './domain/coverage-state.js';
import { lacking, type StateRun } from './domain/state-runs.js';

/** `absent from 1 May 2026 until 31 May 2026; covered from 1 June 2026 until further notice` */
export const statesText = (runs: readonly StateRun[]): string =>
  runs.map((run) => `${STATE_TITLES[run.state]} ${daysText(run)}`).join('; ');

/** What coverage will say of days that are not covered, for a person to know before something is saved; a text a run. */
export const lackTexts = (name: string, runs: readonly StateRun[]): string[] =>
  lacking(runs).map((run) => `Coverage will say that ${name} is ${statesText([run])}.${adviceOn(run)}`);

/** What coverage loses in a neighbourhood. */
export const lossTexts = ({ name, lost }: CoverageOutcome): string[] => lackTexts(name, lost);

/** With a capital letter, as a value that stands alone. */
export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const adviceOn = ({ state }: StateRun): string =>
  state === 'absent' ? ' Nobody who is present then is named or deputy there. Name a deputy who is.' : '';
