import type { INestApplicationContext } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { Position } from 'geojson';
import type { Actor } from '../../audit/audit-log.js';
import { addDays, localDayOf } from '../../common/calendar.js';
import { LINKS as LINK_KIND } from '../../registry/life/links.kind.js';
import { PLACES as PLACE_KIND } from '../../registry/life/places.kind.js';
import { ForcePage } from '../../registry/life/force-page.service.js';
import { type Editor, LifeRecords } from '../../registry/life/life-records.service.js';
import { PriorityReviews } from '../../registry/life/priority-reviews.service.js';
import { CommandAreas } from '../../registry/places/command-areas.service.js';
import { Posts } from '../../registry/workforce/posts.service.js';
import { LINKS, PROJECTS, STALE } from '../data/life.js';
import { type DemoNeighbourhood, NEIGHBOURHOODS } from '../data/neighbourhoods.js';
import { ASB_LEADS, COMMAND_AREAS, ESTABLISHMENT, SENIOR_OFFICERS } from '../data/workforce.js';
import { DEMO_FORCE } from '../demo-force.js';
import { boundaryOf, dayOf, DOMAIN, mailName } from '../registry-files.js';
import type { Chance } from './chance.js';
import type { StoryPerson } from './registry.js';
import type { StoryEvent } from './teller.js';

const forceId = DEMO_FORCE.id;
const SITE = `https://www.${DOMAIN}`;

/** What the force says of itself, and what its neighbourhoods have from the first day of the story on. */
export async function tellForce(
  context: INestApplicationContext,
  now: DateTime,
  admin: StoryPerson,
  actor: Actor,
): Promise<void> {
  const todayOn = localDayOf(now);
  await describeForce(context.get(ForcePage, { strict: false }), actor);
  await fillPosts(context.get(Posts, { strict: false }), todayOn, actor);
  const areas = context.get(CommandAreas, { strict: false });
  for (const { code, name, places, inspector } of COMMAND_AREAS) {
    const days = { fromOn: '2022-01-10', untilOn: null };
    await areas.create(forceId, { code, name, fromOn: days.fromOn }, { actor });
    const area = { code, seen: null };
    for (const place of places) await areas.placeNeighbourhood(forceId, area, place, days, { actor });
    await areas.nameSupervisor(forceId, area, inspector, days, { actor });
  }
  const records = context.get(LifeRecords, { strict: false });
  for (const [index, place] of NEIGHBOURHOODS.entries())
    await furnish(records, { caller: admin }, place, index, todayOn);
}

/** Reviews of the priorities by the admin for the teams, one a neighbourhood and month, save where nobody looked. */
export function reviewEvents(
  context: INestApplicationContext,
  now: DateTime,
  admin: StoryPerson,
  chance: Chance,
): StoryEvent[] {
  const reviews = context.get(PriorityReviews, { strict: false });
  return NEIGHBOURHOODS.filter(({ code }) => !STALE.includes(code)).flatMap(({ code }) =>
    [chance.whole(3, 24), chance.whole(30, 55)].map((days) => ({
      at: now.minus({ days, hours: chance.whole(1, 5) }),
      mails: false,
      tell: async () => void (await reviews.record({ caller: admin }, code)),
    })),
  );
}

async function describeForce(page: ForcePage, actor: Actor): Promise<void> {
  const about = {
    websiteUrl: SITE,
    telephone: '101',
    description:
      'Fenmarch Police keeps twelve neighbourhoods between the Wend valley and the sea, each with officers who can be named and reached.',
  };
  await page.describe(forceId, about, null, { actor });
  for (const [type, title] of [
    ['newsletter', 'Fenmarch neighbourhood news'],
    ['rss', 'News as a feed'],
  ] as const)
    await page.addEngagementMethod(
      forceId,
      { type, title, description: null, url: `${SITE}/${type}` },
      { actor },
    );
  for (const [index, { name, rank, bio }] of SENIOR_OFFICERS.entries()) {
    const email = `${mailName(name)}@${DOMAIN}`;
    await page.addSeniorOfficer(
      forceId,
      { place: index + 1, name, rank, bio, email, telephone: null },
      { actor },
    );
  }
}

async function fillPosts(posts: Posts, todayOn: string, actor: Actor): Promise<void> {
  for (const row of ESTABLISHMENT) await posts.setEstablishment(forceId, row, { actor });
  const { first, fromOn, untilOn, second, secondFromOn } = ASB_LEADS;
  const name = (collarNumber: string, day: typeof fromOn): Promise<unknown> =>
    posts.nameAsbLead(forceId, { collarNumber, fromOn: dayOf(day, todayOn) }, { actor });
  await name(first, fromOn);
  await name(second, secondFromOn);
  await posts.endAsbLead(forceId, dayOf(untilOn, todayOn), { actor });
}

async function furnish(
  records: LifeRecords,
  editor: Editor,
  { code, name, streets }: DemoNeighbourhood,
  index: number,
  todayOn: string,
): Promise<void> {
  const [longitude, latitude] = insideOf(code);
  const station = index % 3 === 0;
  await records.add(PLACE_KIND, editor, code, {
    type: station ? 'station' : 'contact point',
    name: station ? `${name} police station` : `${name} library`,
    address: `${2 + index} ${streets[0]}, ${name}`,
    postcode: '',
    telephone: station ? '101' : null,
    description: station
      ? 'Front desk: Monday to Friday, 9am to 5pm'
      : 'Officers are here on Thursday mornings',
    latitude,
    longitude,
  });
  const always = { description: null, fromOn: null, untilOn: null };
  const link = LINKS[index % LINKS.length]!;
  await records.add(LINK_KIND, editor, code, {
    kind: 'link',
    title: link.title,
    url: `${SITE}/${link.path}`,
    ...always,
  });
  if (index % 2 > 0) return;
  const { kind, title, path } = PROJECTS[(index / 2) % PROJECTS.length]!;
  const days = { fromOn: addDays(todayOn, -60 - index), untilOn: addDays(todayOn, 90 + index) };
  await records.add(LINK_KIND, editor, code, {
    kind,
    title,
    url: `${SITE}/${path}`,
    description: null,
    ...days,
  });
}

/** The middle of the first outer line, to the fourth place. */
function insideOf(code: string): [number, number] {
  const { type, coordinates } = boundaryOf(code);
  const line = type === 'Polygon' ? coordinates[0]! : coordinates[0]![0]!;
  const mean = (pick: (position: Position) => number): number =>
    Math.round((line.reduce((sum, position) => sum + pick(position), 0) / line.length) * 10_000) / 10_000;
  return [mean(([lng]) => lng!), mean(([, lat]) => lat!)];
}
