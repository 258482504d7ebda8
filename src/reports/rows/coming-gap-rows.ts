import { localDayOf } from '../../common/calendar.js';
import { comingGaps } from '../../registry/coverage/coverage.js';
import { GAP_REASON_TITLES } from '../../registry/coverage/domain/coming-gap.js';
import { STATE_TITLES } from '../../registry/coverage/domain/coverage-state.js';

import { type RowColumn, type RowSource, sliceOfRows } from './row.js';

const COLUMNS: RowColumn[] = [
  { id: 'neighbourhood', title: 'Neighbourhood', kind: 'neighbourhood' },
  { id: 'fromOn', title: 'From', kind: 'day' },
  { id: 'toOn', title: 'To, as far as is known', kind: 'day' },
  { id: 'state', title: 'State', kind: 'text' },
  { id: 'reason', title: 'Because', kind: 'text' },
];

/** The gaps that will begin, by what was recorded at the cut-off. */
export const COMING_GAP_SOURCE: RowSource = {
  order: 'the first to begin first',
  key: null,
  splits: false,
  columns: () => COLUMNS,
  read: async (manager, asked) => {
    const { forceId, startsOn, span, spot } = asked;
    const todayOn = localDayOf(span.cutOffAt);
    const gaps = todayOn < startsOn ? [] : await comingGaps(manager, forceId, todayOn);
    const rows = gaps
      .filter(({ neighbourhoodId }) => spot.neighbourhoodIds?.includes(neighbourhoodId) ?? true)
      .map(({ code, name, fromOn, toOn, states, reason }) => ({
        key: null,
        numerator: 1,
        denominator: 1,
        isFigure: false,
        contactId: null,
        values: {
          neighbourhood: { code, name },
          fromOn,
          toOn,
          state: states.map((state) => STATE_TITLES[state]).join(', '),
          reason: GAP_REASON_TITLES[reason],
        },
      }));
    return sliceOfRows(rows, asked);
  },
};
