import type { Section } from './measure.js';

/** Where the measures of the workforce and of a neighbourhood's life are printed. */
export const WORKFORCE_SECTION: Section = 'workforce';
