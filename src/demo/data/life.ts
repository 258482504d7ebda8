import type { EventType } from '../../registry/life/domain/event-type.js';

/** `{street}` and `{place}` are filled in with those of a neighbourhood; every text is invented. */
export const PRIORITIES: { issue: string; action: string }[] = [
  {
    issue: 'Residents report cars racing along {street} late in the evening.',
    action: 'Speed checks on {street} twice a week; eleven drivers were stopped and two vehicles seized.',
  },
  {
    issue: 'Groups gather at {place} after dark, with noise, litter and damage.',
    action:
      'Evening patrols at {place} and a joint visit with the council’s youth team; lighting is to be mended.',
  },
  {
    issue: 'Bicycles are being taken from {place}.',
    action: 'Forty bicycles were marked at {place}; officers in plain clothes patrol on market days.',
  },
  {
    issue: 'Cars on the pavement of {street} force people with prams into the road.',
    action: 'Notices on windscreens first; from this week, fines with the council’s wardens.',
  },
  {
    issue: 'Sheds and garages around {street} were broken into.',
    action: 'Advice at the door for two hundred homes, and night patrols between one and four.',
  },
  {
    issue: 'People living near {place} are offered drugs.',
    action: 'A warrant was carried out; the local housing association is taking two tenancies to court.',
  },
];

export const EVENTS: { type: EventType; title: string; description: string; time: string; until: string }[] =
  [
    {
      type: 'beat-meeting',
      title: 'Beat meeting',
      description: 'Tell us what should be a priority. Everybody who lives or works here is welcome.',
      time: '19:00',
      until: '20:30',
    },
    {
      type: 'surgery',
      title: 'Drop-in surgery',
      description: 'Talk to your neighbourhood officer. You do not need an appointment.',
      time: '10:30',
      until: '12:00',
    },
    {
      type: 'patch-walk',
      title: 'Patch walk',
      description: 'Walk the area with us and point out what worries you.',
      time: '17:30',
      until: '18:45',
    },
    {
      type: 'engagement-walk',
      title: 'Engagement walk',
      description: 'Vetted volunteers walk in pairs with officers, log issues and put them on the map.',
      time: '14:00',
      until: '16:00',
    },
  ];

/** Of the neighbourhoods whose priorities nobody has looked at for long. */
export const STALE = ['FM07', 'FM09'];

export const LINKS = [
  { title: 'Report something that is not urgent', path: 'report' },
  { title: 'Neighbourhood alerts by email', path: 'alerts' },
];

export const PROJECTS = [
  {
    kind: 'prevention-project',
    title: 'Safer Streets: lighting and cameras',
    path: 'projects/safer-streets',
  },
  { kind: 'funding', title: 'Community fund for prevention work', path: 'funding/community' },
] as const;
