import { ASSIGNMENT_HEADER, collection, csv, feature, OFFICER_HEADER } from './registry-import.js';
import type { RegistryApp } from './registry-app.js';

/** Five neighbourhoods and seven officers, on 10 April 2026: a full one, one without a lead, a withheld one, two vacant. */
export async function seedRegistry(app: RegistryApp): Promise<void> {
  await app.take(
    'neighbourhoods',
    collection(
      feature('NC01', 0, {
        name: "St Mary's, Belgrave",
        description: 'The streets around the abbey.',
        email: 'nc01@leics.example',
        telephone: '101 ext. 1',
        web_url: 'https://leics.example/nc01',
        team_mailbox: 'nc01-team@duty.example',
        population: 12_400,
      }),
      feature('NC 02/b', 1),
      feature('NC03', 2, { telephone: '101' }),
      feature('NC04', 3),
      feature('NC05', 4, { from: '2026-06-01' }),
    ),
  );
  await app.take(
    'officers',
    csv(
      OFFICER_HEADER,
      '4711,Ann Ward,PC,ann@duty.example,ann@leics.example,101 ext. 4711,',
      '4712,Ben Ng,PCSO,ben@duty.example,,,',
      '4713,Cy Ode,Sergeant,cy@duty.example,cy@leics.example,,yes',
      '4714,Di Poe,Inspector,di@duty.example,,,',
      '4715,<b>Ed</b> Quist,PC,ed@duty.example,,,',
      '4716,Flo Rai,PC,flo@duty.example,,,',
    ),
  );
  await app.take(
    'assignments',
    csv(
      ASSIGNMENT_HEADER,
      'NC01,4711,lead,2026-01-01,',
      'NC01,4712,deputy,2026-01-01,',
      'NC01,4715,named,2026-01-01,',
      'NC01,4714,supervisor,2026-01-01,',
      'NC 02/b,4712,named,2026-01-01,',
      'NC03,4713,lead,2025-07-01,',
      'NC04,4716,lead,2025-07-01,2026-03-31',
    ),
  );
}
