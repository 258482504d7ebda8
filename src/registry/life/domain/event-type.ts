/**
 * What an event is. "events (with a type)": beat meetings and surgeries, and the patch walks and engagement walks on which
 * residents walk with the police, log and map issues.
 */
export const EVENT_TYPES = ['beat-meeting', 'surgery', 'patch-walk', 'engagement-walk', 'other'] as const;
export type EventType = (typeof EVENT_TYPES)[number];

export const EVENT_LABELS: Record<EventType, string> = {
  'beat-meeting': 'Beat meeting',
  surgery: 'Surgery',
  'patch-walk': 'Patch walk',
  'engagement-walk': 'Engagement walk',
  other: 'Other event',
};

export const WALK_TYPES = ['patch-walk', 'engagement-walk'] as const satisfies readonly EventType[];
