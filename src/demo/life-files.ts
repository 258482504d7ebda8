import { stringify } from 'csv-stringify/sync';
import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import { DateTime } from 'luxon';
import { addDays, LOCAL_ZONE } from '../common/calendar.js';
import { EVENTS, PRIORITIES, STALE } from './data/life.js';
import { type DemoNeighbourhood, NEIGHBOURHOODS } from './data/neighbourhoods.js';
import { OFFICERS } from './data/officers.js';
import { ABSENCES } from './data/workforce.js';
import { boundaryOf, dayOf } from './registry-files.js';
import type { Chance } from './story/chance.js';

const HOURS_FROM_MONTHS_BACK = 13;
/** Months, counted back from now, in which a great event took officers off their beats. */
const HEAVY_MONTHS = [3, 8];

/** Council wards: mostly a neighbourhood each; the old town and its ring are one, and so are two estates. */
export function wardsFile(): FeatureCollection<Polygon | MultiPolygon> {
  const joined = new Map([
    ['FM01', 'FM02'],
    ['FM09', 'FM08'],
  ]);
  const wards = NEIGHBOURHOODS.filter(({ code }) => !joined.has(code));
  return {
    type: 'FeatureCollection',
    features: wards.map(({ code, name }) => ({
      type: 'Feature',
      properties: { code: `W${code.slice(2)}`, name: `${name.split(' and ')[0]!} ward` },
      geometry: code === 'FM02' ? withoutHole(code) : code === 'FM08' ? both(code, 'FM09') : boundaryOf(code),
    })),
  };
}

export function absencesFile(todayOn: string): string {
  const rows = ABSENCES.map(({ collar, kind, fromOn, untilOn, hours }) => ({
    collar_number: collar,
    kind,
    from: dayOf(fromOn, todayOn),
    until: dayOf(untilOn, todayOn),
    hours: hours ?? '',
  }));
  return stringify(rows, { header: true });
}

/** A year of hours of everybody up to sergeant; most months are within the pledge, two are not. */
export function dutyHoursFile(todayOn: string, chance: Chance): string {
  const month = DateTime.fromISO(todayOn, { zone: 'utc' }).startOf('month');
  const rows = OFFICERS.filter(([, , rank]) => rank !== 'inspector').flatMap(([collar_number]) =>
    Array.from({ length: HOURS_FROM_MONTHS_BACK }, (_, index) => {
      const back = index + 1;
      const rostered = chance.whole(296, 336) / 2;
      const share = HEAVY_MONTHS.includes(back) ? chance.between(0.18, 0.28) : chance.between(0.06, 0.18);
      return {
        collar_number,
        month: month.minus({ months: back }).toFormat('yyyy-MM'),
        rostered_hours: rostered,
        abstracted_hours: Math.round(rostered * share * 4) / 4,
      };
    }),
  );
  return stringify(rows, { header: true });
}

/** Two or three priorities each, of the last ten weeks; those of two neighbourhoods are half a year old. */
export function prioritiesFile(todayOn: string, chance: Chance): string {
  const rows = NEIGHBOURHOODS.flatMap((place, index) =>
    Array.from({ length: 2 + (index % 2) }, (_, number) => {
      const { issue, action } = PRIORITIES[(index * 2 + number) % PRIORITIES.length]!;
      const fill = filler(place, chance);
      const age = STALE.includes(place.code) ? chance.whole(150, 200) : chance.whole(20, 70);
      const acted = number < 2;
      return {
        neighbourhood_code: place.code,
        issue: fill(issue),
        issue_date: addDays(todayOn, -age),
        action: acted ? fill(action) : '',
        action_date: acted ? addDays(todayOn, chance.whole(7, 18) - age) : '',
      };
    }),
  );
  return stringify(rows, { header: true });
}

/** A beat meeting a month each, and surgeries and walks here and there: the last three months with who came, and the next. */
export function eventsFile(now: DateTime, chance: Chance): string {
  const month = now.setZone(LOCAL_ZONE).startOf('month');
  const rows = NEIGHBOURHOODS.flatMap((place, index) =>
    [-3, -2, -1, 0, 1].flatMap((months) =>
      EVENTS.filter((_, kind) => kind === 0 || (index + kind + months) % 3 === 0).map((event) => {
        const day = month.plus({ months }).set({ day: chance.whole(2, 27) });
        const address = `${place.places[chance.whole(0, 2)]!.replace(/^the /, 'The ')}, ${place.name}`;
        const isOver = day.plus({ days: 1 }) < now;
        const cancelled = chance.next() < 0.05;
        const counts = isOver && !cancelled;
        return {
          neighbourhood_code: place.code,
          type: event.type,
          title: `${event.title}, ${place.name}`,
          address,
          description: event.description,
          starts: `${day.toISODate()} ${event.time}`,
          ends: `${day.toISODate()} ${event.until}`,
          attended: counts ? chance.whole(3, 34) : '',
          volunteers: counts ? chance.whole(0, event.type === 'engagement-walk' ? 12 : 3) : '',
          cancelled: cancelled ? 'yes' : 'no',
        };
      }),
    ),
  );
  return stringify(rows, { header: true });
}

function filler({ streets, places }: DemoNeighbourhood, chance: Chance): (text: string) => string {
  const [street, place] = [chance.pick(streets), chance.pick(places)];
  return (text) => text.replaceAll('{street}', street).replaceAll('{place}', place);
}

function withoutHole(code: string): Polygon {
  const { coordinates } = boundaryOf(code) as Polygon;
  return { type: 'Polygon', coordinates: coordinates.slice(0, 1) };
}

function both(code: string, other: string): MultiPolygon {
  const parts = [boundaryOf(code), boundaryOf(other)].map(({ coordinates }) => coordinates);
  return { type: 'MultiPolygon', coordinates: parts as MultiPolygon['coordinates'] };
}
