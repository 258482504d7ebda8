import type { INestApplicationContext } from '@nestjs/common';
import type { DateTime } from 'luxon';
import { LOCAL_ZONE, monthBefore } from '../../common/calendar.js';
import { ForcePage } from '../../registry/life/force-page.service.js';
import { IssueReport } from '../../reports/issued/issue-report.service.js';
import { ReportDrafts } from '../../reports/issued/report-drafts.service.js';
import { ScheduledReports } from '../../reports/schedule/scheduled-reports.service.js';
import { DEMO_FORCE } from '../demo-force.js';
import type { StoryPerson } from './registry.js';
import type { StoryEvent } from './teller.js';

const REQUEST = 'demonstration';

/**
 * The reports of the last two months and the last quarter were made when they are made; on the third of the month the
 * force issued the month's report, and it shows the public its headline figures.
 */
export function reportEvents(
  context: INestApplicationContext,
  now: DateTime,
  admin: StoryPerson,
): StoryEvent[] {
  const thisMonth = now.setZone(LOCAL_ZONE).startOf('month');
  const months = [thisMonth.minus({ months: 1 }), thisMonth];
  const scheduled = context.get(ScheduledReports, { strict: false });
  const made = months.map((month) => ({
    at: month.set({ hour: 3, minute: 10 }),
    mails: true,
    tell: async () => void (await scheduled.makeReportsDue()),
  }));
  const [issuedAt] = months
    .map((month) => month.set({ day: 3, hour: 10 }))
    .filter((at) => at < now)
    .slice(-1);
  const issued = issuedAt && { at: issuedAt, mails: false, tell: () => issue(context, issuedAt, admin) };
  return [...made.filter(({ at }) => at < now), ...(issued ? [issued] : [])];
}

async function issue(context: INestApplicationContext, at: DateTime, admin: StoryPerson): Promise<void> {
  const { fromOn, toOn } = monthBefore(at);
  const drafts = context.get(ReportDrafts, { strict: false });
  const draft = await drafts.begin(admin, { from: fromOn, to: toOn }, REQUEST);
  await context.get(IssueReport, { strict: false }).issue(admin, draft, null, REQUEST);
  const actor = { kind: admin.kind, id: admin.id } as const;
  await context
    .get(ForcePage, { strict: false })
    .describe(DEMO_FORCE.id, { publishesHeadline: true }, null, { actor, requestId: REQUEST });
}
