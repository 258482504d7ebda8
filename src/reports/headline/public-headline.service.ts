import { Injectable } from '@nestjs/common';
import { ForceDatabase } from '../../database/force-database.js';
import { latestIssued } from '../issued/issued-report.query.js';
import { type PublishedHeadline, publishedHeadline } from './public-headline.js';
import { publishedReport } from './published-headline.query.js';

/**
 * What the public is shown of the figures: those of the latest issued report, while the force has it switched on.
 *
 * An issued report never changes, so its few figures are kept under its id; whether it is still the latest, and still
 * shown, is asked of the database every time.
 */
@Injectable()
export class PublicHeadline {
  private readonly known = new Map<string, { id: string; headline: PublishedHeadline }>();

  constructor(private readonly database: ForceDatabase) {}

  /** Whether the public is shown figures of the force. */
  isShown(forceId: string): Promise<boolean> {
    return this.database.inForce(
      forceId,
      async (manager) => (await publishedReport(manager, forceId)) !== null,
    );
  }

  /** Null while the force shows none, or has issued nothing. */
  of(forceId: string): Promise<PublishedHeadline | null> {
    return this.database.inForce(forceId, async (manager) => {
      const id = await publishedReport(manager, forceId);
      if (id === null) return null;
      const known = this.known.get(forceId);
      if (known?.id === id) return known.headline;
      const issued = await latestIssued(manager, forceId);
      if (!issued) return null;
      const headline = publishedHeadline(issued);
      this.known.set(forceId, { id: issued.id, headline });
      return headline;
    });
  }
}
