import { stageName } from '../../contacts/alert-wording.js';
import type { Listener, ResponseStandard, Rung } from '../../contacts/domain/response-standard.js';

const LISTENER_NAMES: Record<Listener, string> = {
  lead: 'lead named officer',
  named: 'named officers',
  deputy: 'deputies',
  team: 'team members',
  supervisor: 'supervisors of the neighbourhood',
  'area-supervisor': 'supervisors of the command area',
  mailbox: 'team mailbox',
  'force-admin': 'force administrators',
};

/** Who hears, as a list in words. */
export const listenersText = (listeners: readonly Listener[]): string =>
  listeners.map((listener) => LISTENER_NAMES[listener]).join(', ');

const hoursText = (hours: number): string => `${hours} ${hours === 1 ? 'hour' : 'hours'}`;

/** When a rung speaks. @example whenText({ hoursFromDue: -4, … }) // "4 hours before it is due" */
export function whenText({ hoursFromDue, hoursFromTarget, repeatEveryHours }: Rung): string {
  const ofTarget = hoursFromTarget !== undefined;
  const hours = hoursFromTarget ?? hoursFromDue!;
  const again = repeatEveryHours === undefined ? '' : `, and every ${hoursText(repeatEveryHours)} after that`;
  const event = ofTarget ? 'the target' : 'it is due';
  if (hours === 0) return `${ofTarget ? 'At the target' : 'When it is due'}${again}`;
  return `${hoursText(Math.abs(hours))} ${hours < 0 ? 'before' : 'after'} ${event}${again}`;
}

/** By when somebody has to take it up. */
export function takeUpText({ takeUpWithinHours }: Rung): string {
  return takeUpWithinHours === undefined ? 'No time set' : `Within ${hoursText(takeUpWithinHours)}`;
}

/** A target has 1 to 3 working days. */
const WHICH_DAY = ['', 'first', 'second', 'third'];

/** The force's own, stricter time to answer. */
export function targetText({ target }: Pick<ResponseStandard, 'target'>): string {
  if (!target) return 'None: the 72 hours alone';
  if ('hours' in target) return `${hoursText(target.hours)} after it was sent`;
  return `The end of the ${WHICH_DAY[target.workingDays]} working day after it was sent`;
}

/** A stage with its first letter as a sentence begins. */
export const stageHeading = (stage: string): string => {
  const name = stageName(stage);
  return name.charAt(0).toUpperCase() + name.slice(1);
};
