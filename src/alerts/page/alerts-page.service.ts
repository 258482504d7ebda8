import { Injectable } from '@nestjs/common';
import type { DateTime } from 'luxon';
import type { Person } from '../../access/principal.js';
import { AuditLog } from '../../audit/audit-log.js';
import { addDays, localDayOf, startOfLocalDay } from '../../common/calendar.js';
import { Clock } from '../../common/clock.js';
import { actorOf, ContactReader } from '../../contacts/contact-reader.js';
import { ForceDatabase } from '../../database/force-database.js';
import { AlertRules } from '../alert-rules.js';
import { type OpenGap, openListeningGaps, type PlaceChoice, placesToChoose } from './open-gaps.query.js';
import type { AlertsForm } from './alerts.form.js';
import { endOfLook, type RaisedAlert, raisedAlerts } from './raised-alerts.query.js';

export const ALERTS_A_PAGE = 50;

export interface AlertsPage {
  alerts: RaisedAlert[];
  /** Where older ones begin, if there are or may be any. */
  older: string | null;
  /** How far back was looked, if it was not to the end and too little was found. */
  lookedBackTo: DateTime | null;
  gaps: OpenGap[];
  places: PlaceChoice[];
  now: DateTime;
  lateAfterMinutes: number;
}

/** The alerts of the contacts that somebody may see. Reading them is a consultation and is logged as one. */
@Injectable()
export class AlertsPages {
  constructor(
    private readonly database: ForceDatabase,
    private readonly clock: Clock,
    private readonly contacts: ContactReader,
    private readonly rules: AlertRules,
    private readonly audit: AuditLog,
  ) {}

  async readAlerts(person: Person, asked: AlertsForm, requestId?: string): Promise<AlertsPage> {
    const { forceId } = person;
    const now = this.clock.now();
    return this.database.readInForce(forceId, async (manager) => {
      const areas = await this.contacts.areasOf(manager, person, now);
      const places = await placesToChoose(manager, forceId, areas);
      const filter = {
        state: asked.state ?? null,
        neighbourhoodIds:
          asked.neighbourhood === undefined
            ? areas
            : places.filter(({ code }) => code === asked.neighbourhood).map(({ id }) => id),
        from: asked.from === undefined ? null : startOfLocalDay(asked.from),
        until: asked.to === undefined ? null : startOfLocalDay(addDays(asked.to, 1)),
        before: asked.before ?? null,
      };
      const { lateAfterMinutes } = this.rules;
      const look = { limit: ALERTS_A_PAGE + 1, now, todayOn: localDayOf(now), lateAfterMinutes };
      const found = await raisedAlerts(manager, forceId, filter, look);
      const alerts = found.slice(0, ALERTS_A_PAGE);
      const end = found.length > ALERTS_A_PAGE ? null : await endOfLook(manager, forceId, filter);
      await this.audit.record(manager, {
        forceId,
        at: now,
        actor: actorOf(person),
        action: 'consult',
        subjectKind: 'contact-list',
        subjectId: 'alerts',
        requestId,
        detail: { contacts: [...new Set(alerts.map(({ contactId }) => contactId))] },
      });
      return {
        alerts,
        older: found.length > ALERTS_A_PAGE ? alerts.at(-1)!.cursor : (end?.cursor ?? null),
        lookedBackTo: end?.raisedAt ?? null,
        gaps: await openListeningGaps(manager, forceId, areas),
        places,
        now,
        lateAfterMinutes,
      };
    });
  }
}
