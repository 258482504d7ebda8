/** What became of a contact, by which its retention rule is chosen, as people say it. */
export const RULE_NAMES: Record<string, string> = {
  recourse: 'contacts with a request for recourse',
  answered: 'contacts that were answered',
  unreachable: 'contacts that could not be answered',
  'out-of-scope': 'contacts taken out of scope',
  spam: 'spam',
};

/** Why something was erased before its time. */
export const ERASED_BECAUSE: Record<string, string> = {
  'asked-by-person': 'the person asked for it',
  unlawful: 'it must not be kept',
  'court-order': 'a court ordered it',
};

export const monthsText = (months: number | string): string =>
  Number(months) === 1 ? '1 month' : `${months} months`;

/** On the timeline: under which rule, or at whose request, what the person wrote was erased. */
export function erasedLabel(facts: Record<string, string>): string {
  const { rule = '', months = '', because = '' } = facts;
  if (rule === 'request')
    return `Erased on request: ${ERASED_BECAUSE[because] ?? because} (${facts['case']})`;
  return `Erased under the retention rule for ${RULE_NAMES[rule] ?? rule}: ${monthsText(months)}`;
}
