import type { Measure } from '../measures/measure.js';
import { clockSource } from './clock-rows.js';
import { COMING_GAP_SOURCE } from './coming-gap-rows.js';
import { CONTACT_LISTINGS } from './contact-listings.js';
import { coverageSource } from './coverage-rows.js';
import { type Listing, listedSource } from './listed-source.js';
import { RECOURSE_LISTINGS } from './recourse-listings.js';
import { REGISTRY_LISTINGS } from './registry-listings.js';
import type { RowSource } from './row.js';
import { WORKFORCE_LISTINGS } from './workforce-listings.js';

const LISTINGS: Readonly<Record<string, Listing>> = {
  ...CONTACT_LISTINGS,
  ...RECOURSE_LISTINGS,
  ...REGISTRY_LISTINGS,
  ...WORKFORCE_LISTINGS,
};

/** Where the rows of a measure that can be opened come from. */
export function sourceOf(measure: Measure): RowSource {
  if (measure.kind === 'clocks') return clockSource(measure);
  if (measure.kind === 'coming-gaps') return COMING_GAP_SOURCE;
  if (measure.kind !== 'counted') return coverageSource(measure);
  const listing = Object.hasOwn(LISTINGS, measure.id) ? LISTINGS[measure.id] : undefined;
  if (!listing) throw new Error(`Nobody has said which rows are behind ${measure.id}.`);
  return listedSource(measure, listing);
}
