import { dueOf } from './contacts.js';
import type { ExpectedMail } from './expected-mails.js';
import { DAY, HOUR, inWords, MINUTE } from './local-time.js';
import type { ReadMail } from './read-mail.js';
import { PLANTED, type Story } from './story.js';

/** What the story needs to know of the product: the reference it gave each contact. */
export type References = ReadonlyMap<number, string>;

const REFERENCE = /\b[CDFHJKMNPQRTWX3479]{3}(?:-[CDFHJKMNPQRTWX3479]{3}){2}\b/g;
const LISTED = 50;

/** Any telephone number of the story: whole, because its first five digits alone also occur in a link's random token. */
const TELEPHONES = /01632\s*96\d{4}/;

export function kindOf({ subject }: ReadMail): ExpectedMail['kind'] {
  if (subject.startsWith('We have your message')) return 'acknowledgement';
  if (subject.startsWith('We are sorry')) return 'breach';
  return subject.startsWith('Answer from') ? 'response' : 'alert';
}

const referencesIn = (text: string): string[] => [...new Set(text.match(REFERENCE) ?? [])];

/**
 * Everything that is wrong with the mails of one run of the jobs. Two runs at once may share a recipient's mails
 * between them; then it is what they say together that must be right.
 */
export function mailDifferences(
  story: Story,
  references: References,
  {
    expected,
    sent,
    now,
    together,
  }: { expected: ExpectedMail[]; sent: ReadMail[]; now: number; together: boolean },
): string[] {
  const wanted = expected.map(({ kind, to, about }) => ({
    kind,
    to,
    about: about.map((n) => references.get(n)!),
  }));
  const got = sent.map((mail) => ({ kind: kindOf(mail), to: mail.to, about: referencesIn(mail.text) }));
  const listed = wanted.map(({ kind, to, about }) => ({
    kind,
    to,
    about: together ? about : about.slice(0, LISTED),
  }));
  const [missing, tooMany] = [lines(listed, together), lines(got, together)];
  for (const line of [...missing]) {
    const found = tooMany.indexOf(line);
    if (found >= 0) {
      tooMany.splice(found, 1);
      missing.splice(missing.indexOf(line), 1);
    }
  }
  const at = new Date(now).toISOString();
  return [
    ...missing.map((line) => `${at} missing: ${line}`),
    ...tooMany.map((line) => `${at} not asked for: ${line}`),
    ...sent.flatMap((mail) =>
      wordingProblems(story, references, mail, now, together).map(
        (problem) => `${at} ${mail.subject}: ${problem}`,
      ),
    ),
  ];
}

function lines(mails: { kind: string; to: string; about: string[] }[], together: boolean): string[] {
  const written = (to: string, about: string[]): string => `${to} about ${[...about].sort().join(' ')}`;
  if (!together) return mails.map(({ kind, to, about }) => written(`${kind} to ${to}`, about));
  const all = new Map<string, string[]>();
  for (const { kind, to, about } of mails)
    all.set(`${kind} to ${to}`, [...(all.get(`${kind} to ${to}`) ?? []), ...about]);
  return [...all].map(([to, about]) => written(to, about));
}

function wordingProblems(
  story: Story,
  references: References,
  mail: ReadMail,
  now: number,
  together: boolean,
): string[] {
  const about = [...references]
    .filter(([, reference]) => mail.text.includes(reference))
    .map(([n]) => story.contacts[n]!);
  const must = (text: string, part: 'text' | 'html' | 'subject' = 'text'): string[] =>
    mail[part].includes(text) ? [] : [`the ${part} lacks “${text}”`];
  const mustNot = (pattern: RegExp): string[] =>
    pattern.test(mail.text + mail.html + mail.subject) ? [`holds ${pattern}`] : [];
  const problems: string[] = [];
  if (mail.html === '' || mail.text === '') problems.push('lacks a part');
  if (/&(amp|#x?\d)/.test(mail.text)) problems.push('the text is escaped for HTML');
  const kind = kindOf(mail);
  if (mail.automatic !== (kind !== 'response')) problems.push('is wrongly marked as automatic or not');
  if (kind === 'alert') {
    problems.push(
      ...mustNot(new RegExp(PLANTED, 'i')),
      ...mustNot(TELEPHONES),
      ...mustNot(/people\.example/),
    );
    for (const contact of about) {
      const name = story.force.places.find(({ code }) => code === contact.place)!.name;
      const [, left] =
        new RegExp(
          `${references.get(contact.n)!}  ${escaped(name)}\\n  (.+) - due ${inWords(dueOf(contact))}\\n`,
        ).exec(mail.text) ?? [];
      if (left === undefined) problems.push(`does not give the place and due time of ${contact.n}`);
      else if (!isTrue(left, dueOf(contact), now)) problems.push(`says “${left}” of ${contact.n}`);
    }
    const overdue = about.filter((contact) => now > dueOf(contact)).length;
    const [one] = about.length === 1 ? about : [];
    if (one)
      problems.push(
        ...must(references.get(one.n)!, 'subject'),
        ...must(`/contacts/${references.get(one.n)!}`),
      );
    else if (about.length < LISTED) {
      problems.push(
        ...must(
          `${about.length} contacts need an answer${overdue > 0 ? `, ${overdue} overdue` : ''}`,
          'subject',
        ),
      );
    } else if (!together && !/^\d+ contacts need an answer/.test(mail.subject))
      problems.push('does not say how many');
    return problems;
  }
  const [contact] = about;
  if (about.length !== 1 || !contact) return [...problems, `is about ${about.length} contacts`];
  const reference = references.get(contact.n)!;
  const { name } = contact.enquirer;
  problems.push(
    ...must(reference, 'subject'),
    ...must(name ? `Dear ${name},` : 'Hello,'),
    ...must(reference, 'html'),
  );
  problems.push(...must('recourse'), ...must('5 working days'), ...must(story.force.name));
  for (const part of ['text', 'html'] as const)
    problems.push(...must(`/recourse/ask/${story.force.id}/${reference}/`, part));
  if (/<b>Kim/.test(mail.html)) problems.push('lets markup of a person into the HTML');
  if (kind === 'acknowledgement') {
    problems.push(
      ...must(inWords(dueOf(contact))),
      ...must(inWords(dueOf(contact)), 'html'),
      ...must('recourse', 'html'),
      ...mustNot(/Line one of/),
    );
  } else if (kind === 'breach') {
    problems.push(
      ...must(inWords(dueOf(contact))),
      ...must('sorry', 'subject'),
      ...must('sorry', 'html'),
      ...mustNot(/Line one of/),
    );
  } else problems.push(...must(`Answer z${PLANTED} ${contact.n}`), ...must(`Next z${PLANTED} ${contact.n}`));
  return problems;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const UNITS: Record<string, number> = { day: DAY, hour: HOUR, minute: MINUTE };

/** Are these words true, and never of more time than there is? `4 hours left`, `1 hour 5 minutes overdue`, `due now`. */
function isTrue(words: string, due: number, now: number): boolean {
  const gone = now - due;
  if (words === 'due now') return gone <= 0 && gone > -MINUTE;
  if (words === 'overdue') return gone > 0 && gone < MINUTE;
  const [, span, end] = /^(.+) (left|overdue)$/.exec(words) ?? [];
  if (!span || (end === 'overdue') !== gone > 0) return false;
  const parts = [...span.matchAll(/(\d+) (day|hour|minute)s?/g)].map(
    ([, count, unit]) => [Number(count), UNITS[unit!]!] as const,
  );
  const said = parts.reduce((sum, [count, unit]) => sum + count * unit, 0);
  const finest = parts.at(-1)![1];
  return said <= Math.abs(gone) && Math.abs(gone) < said + finest;
}
