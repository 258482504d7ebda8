/** A rank as `config/ranks.yaml` gives it. */
export interface Rank {
  id: string;
  label: string;
  /** May an officer of this rank be a named officer? */
  namedOfficer: boolean;
  /** Other ways in which forces write it. */
  aliases: string[];
}

/** Finds a rank by id, label or alias, whatever the case: `PC`, `Police Constable` and `constable` are one. */
export function rankFrom(ranks: readonly Rank[], text: string): Rank | undefined {
  const wanted = text.trim().toLowerCase();
  return ranks.find(({ id, label, aliases }) =>
    [id, label, ...aliases].some((name) => name.toLowerCase() === wanted),
  );
}

/** What to print for a stored rank; a rank that was taken out of the file since prints as it is stored. */
export function rankLabel(ranks: readonly Rank[], id: string): string {
  return ranks.find((rank) => rank.id === id)?.label ?? id;
}

/** "a named police constable or Police Community Support Officer (PCSO) for each neighbourhood" */
export function mayBeNamed(ranks: readonly Rank[], id: string): boolean {
  return ranks.find((rank) => rank.id === id)?.namedOfficer ?? false;
}

/** `PCSO, Constable or Sergeant`: for sentences that say what is allowed. */
export function namedRanksText(ranks: readonly Rank[]): string {
  const labels = ranks.filter((rank) => rank.namedOfficer).map((rank) => rank.label);
  return new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(labels);
}
