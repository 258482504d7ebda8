/** The fictional force of the trial. */
export const DEMO_FORCE = { id: 'fenmarch', name: 'Fenmarch Police' } as const;
