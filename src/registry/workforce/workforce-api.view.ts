import { type DutyHours, isAboveThePledge } from './domain/abstraction.js';
import type { WorkforceView } from './workforce.dto.js';
import type { Workforce } from './workforce.service.js';
import { byRank, shareText, TENURE_RANKS } from './workforce-wording.js';

/** The workforce on a day as machines read it: the same figures as the page's. */
export function workforceApiView(
  { on, tenure, headcount, abstraction, asbLead }: Workforce,
  readsWithheld: boolean,
): WorkforceView {
  const { current, gaps } = asbLead;
  const { months, monthOn, areas } = abstraction;
  return {
    on,
    tenure: TENURE_RANKS.map((rank) => {
      const { officers, withTenure } = tenure.find((row) => row.rank === rank) ?? {
        officers: 0,
        withTenure: 0,
      };
      return { rank, officers, twoYearsOrMore: withTenure, share: shareText(withTenure, officers) };
    }),
    headcount: byRank(headcount),
    abstraction: {
      months: months.map((row) => ({ month: row.monthOn.slice(0, 7), rank: row.rank, ...hours(row) })),
      commandAreas: areas.map((row) => ({
        month: monthOn!.slice(0, 7),
        commandArea: row.code,
        name: row.name,
        ...hours(row),
      })),
    },
    asbLead: {
      current: current && {
        collarNumber: current.collarNumber,
        nameWithheld: current.nameWithheld,
        rank: current.rank,
        ...(current.nameWithheld && !readsWithheld
          ? { name: null, email: null, telephone: null }
          : { name: current.name, email: current.publicEmail, telephone: current.publicTelephone }),
        from: current.fromOn,
        until: current.untilOn,
      },
      gaps: gaps.map(({ fromOn, untilOn }) => ({ from: fromOn, until: untilOn })),
    },
  };
}

function hours(row: DutyHours): {
  hoursRostered: number;
  hoursAbstracted: number;
  share: string;
  abovePledge: boolean;
} {
  return {
    hoursRostered: row.rostered / 100,
    hoursAbstracted: row.abstracted / 100,
    share: shareText(row.abstracted, row.rostered),
    abovePledge: isAboveThePledge(row),
  };
}
