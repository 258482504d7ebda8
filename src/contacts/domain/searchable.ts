/**
 * What two ways of writing one e-mail address have in common; null for what is none. Before the @ capitals matter to
 * few mail servers, and people type them as they come.
 * @example searchableEmail(' Ada.Byron@Example.ORG ') // 'ada.byron@example.org'
 */
export function searchableEmail(email: string | undefined): string | null {
  const plain = (email ?? '').normalize('NFKC').trim().toLowerCase();
  return /^[^@\s]+@[^@\s]+$/.test(plain) ? plain : null;
}

/**
 * What the ways of writing one telephone number have in common: its digits with the country's, which is 44 unless it
 * says otherwise; null for what is none. An extension is left out: a switchboard is asked for the same line.
 * @example searchableTelephone('(01632) 960 001') // '441632960001', as of '+44 (0)1632 960001'
 */
export function searchableTelephone(telephone: string | undefined): string | null {
  const plain = (telephone ?? '').normalize('NFKC').toLowerCase();
  const [line = ''] = plain.replace(/\(0\)/g, '').split(/ext|x|#/);
  const digits = line.replace(/\D/g, '');
  if (digits.length < 5) return null;
  if (line.trim().startsWith('+')) return digits.replace(/^440/, '44');
  if (digits.startsWith('00')) return digits.slice(2).replace(/^440/, '44');
  if (digits.startsWith('0')) return `44${digits.slice(1)}`;
  // Written without a plus: ten digits after 44 are what a number of this country has.
  return /^44\d{10}$/.test(digits) ? digits : `44${digits}`;
}
