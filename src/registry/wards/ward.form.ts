import { IsIn } from 'class-validator';
import { type SeenVersions, versionsOfForm } from '../../web/etag.js';
import { HoldsVersion, IsOptionalText, IsRequiredText } from '../../web/typed.js';

/** What a force admin may say about a ward and a neighbourhood. */
export const DECISIONS = {
  counts: 'It counts for this ward',
  'counts-not': 'It does not count for this ward',
  'by-area': 'Let the areas decide: it counts from 5% of the ward’s area',
} as const;

export class WardForm {
  @IsRequiredText(100, 'Choose a neighbourhood')
  neighbourhood: string;

  @IsIn(Object.keys(DECISIONS), { message: 'Choose whether it counts' })
  decision: keyof typeof DECISIONS;

  @IsOptionalText(500)
  reason?: string;

  /** The decisions that the page showed, by code of the neighbourhood with their versions. */
  @HoldsVersion()
  seen?: unknown;
}

/** The version of the decision about a neighbourhood that the page showed; none if it showed none. */
export function seenOf(seen: unknown, neighbourhood: string): SeenVersions {
  try {
    const shown: unknown = JSON.parse(String(seen));
    const version = Object.entries(shown ?? {}).find(([code]) => code === neighbourhood)?.[1] as unknown;
    return versionsOfForm(String(version));
  } catch {
    return [];
  }
}
