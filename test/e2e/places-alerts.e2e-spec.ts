import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { AlertsJob } from '../../src/alerts/alerts.job.js';
import { NOW, SmallStage } from '../support/real-input/small-force.js';

let line: SmallStage;
beforeAll(async () => {
  line = await SmallStage.set();
});
afterAll(() => line.leave());

const byTelephone = { enquirer: { telephone: '01632 960001' } };
const heard = (reference: string): string[] =>
  line
    .mails()
    .filter(({ text }) => text.includes(reference))
    .map(({ to }) => to)
    .sort();

it('an open contact of a neighbourhood that ended is heard of where it went on, and where its mailbox is', async () => {
  line.moveTo(NOW);
  const reference = await line.received(byTelephone);
  line.moveTo('2026-06-02T12:00:00.000Z');
  await line.admin.query(
    `with place as (select id, code from neighbourhood where force_id = 'squares'),
          ended as (update neighbourhood set during = daterange(lower(during), '2026-06-02') where force_id = 'squares' and code = 'S1'),
          left_it as (update assignment set during = daterange(lower(during), '2026-06-02')
                       where neighbourhood_id = (select id from place where code = 'S1'))
     insert into neighbourhood_succession (force_id, id, predecessor_id, successor_id, from_on)
     select 'squares', gen_random_uuid(), one.id, other.id, '2026-06-02' from place one, place other
      where one.code = 'S1' and other.code = 'S2'`,
  );
  line.moveTo('2026-06-03T12:00:00.000Z');
  await line.found(AlertsJob).tick();
  expect(heard(reference)).toEqual(['duty.2@force.example', 'team.s1@force.example']);
  const { json } = await line.to(reference);
  expect(json.neighbourhood.code).toBe('S1');
});

it('a contact that was sent to it while it was there is taken in late, and heard of where it went on', async () => {
  const sent = { ...byTelephone, submittedAt: '2026-06-01T22:59:59.999Z' };
  const { status, json } = await line.push(line.contact(sent));
  expect([status, json.neighbourhood, json.dueAt]).toEqual([201, 'S1', '2026-06-04T22:59:59.999Z']);
  line.moveTo('2026-06-04T12:00:00.000Z');
  await line.found(AlertsJob).tick();
  expect(heard(json.reference as string)).toEqual(['duty.2@force.example', 'team.s1@force.example']);
});

it.each([
  [
    'was sent after its last day',
    'S1',
    '2026-06-01T23:00:00.000Z',
    'until the end of 1 June 2026.*S2 \\(Square S2\\)',
  ],
  ['was sent before its first day', 'S1', '2025-06-30T22:59:59.999Z', 'from 1 July 2025.*S2 \\(Square S2\\)'],
  ['is for one that never was', 'S9', NOW, 'No neighbourhood of this force has this code'],
])('a contact is refused that %s', async (_, neighbourhood, submittedAt, why) => {
  line.moveTo('2026-06-03T12:00:00.000Z');
  const { status, json } = await line.push(line.contact({ ...byTelephone, neighbourhood, submittedAt }));
  expect([status, json.errors]).toEqual([
    400,
    [{ field: 'neighbourhood', message: expect.stringMatching(new RegExp(why)) }],
  ]);
});

it('a supervisor of a command area hears of its neighbourhoods, once for all of them', async () => {
  line.moveTo(NOW);
  await line.admin.query(
    `with area as (insert into command_area (force_id, id, code, name, during)
                   values ('squares', gen_random_uuid(), 'CA', 'Command area', '[2025-07-01,)') returning id),
          members as (insert into command_area_neighbourhood (force_id, id, command_area_id, neighbourhood_id, during)
                      select 'squares', gen_random_uuid(), area.id, n.id, '[2025-07-01,)' from area, neighbourhood n
                       where n.force_id = 'squares' and n.code in ('S2', 'S3'))
     insert into command_area_supervisor (force_id, id, command_area_id, officer_id, during)
     select 'squares', gen_random_uuid(), area.id, o.id, '[2025-07-01,)' from area, officer o
      where o.force_id = 'squares' and o.collar_number = '1'`,
  );
  const references = [
    await line.received({ ...byTelephone, neighbourhood: 'S2' }),
    await line.received({ ...byTelephone, neighbourhood: 'S3' }),
  ];
  // The last warning goes to supervisors, too (config/response-standard.yaml).
  line.moveTo('2026-06-04T08:00:00.000Z');
  await line.found(AlertsJob).tick();
  const toSupervisor = line.mails().filter(({ to }) => to === 'duty.1@force.example');
  expect(toSupervisor).toHaveLength(1);
  for (const reference of references) expect(toSupervisor[0]!.text).toContain(reference);
});
