/** A page worth knowing, or "prevention work and funding rounds", which run over days. */
export const LINK_KINDS = ['link', 'prevention-project', 'funding'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

export const LINK_LABELS: Record<LinkKind, string> = {
  link: 'Link',
  'prevention-project': 'Prevention project',
  funding: 'Funding round',
};
