import { formatInstant } from '../common/calendar.js';
import { monthsText, RULE_NAMES } from '../contacts/erased-wording.js';
import { CONTACT_CLASSES, OTHER_CLASSES, type RecordClass } from './domain/retention.js';
import { COUNTED_AT_MOST } from './other-records.query.js';
import { CONTACTS_A_PAGE, type Preview } from './preview.service.js';

const OTHER_NAMES: Record<string, string> = {
  'repeated-requests': 'keys of repeated requests',
  sessions: 'sessions',
  'import-files': 'files of imports',
  'report-files': 'files of reports made for one person',
  'mail-server-words': 'what mail servers said',
};

const nameOf = (name: RecordClass): string => {
  const text = RULE_NAMES[name] ?? OTHER_NAMES[name] ?? name;
  return text.charAt(0).toUpperCase() + text.slice(1);
};

/** What would be erased, class by class, as component parameters. */
export function privacyView(preview: Preview): object {
  const { rules, tonight, until, after, next } = preview;
  const rows = [
    ...CONTACT_CLASSES.map((name) => [name, contactsOf(preview, name)] as const),
    ...OTHER_CLASSES.map((name) => [name, othersOf(preview, name)] as const),
  ];
  return {
    tonight: formatInstant(tonight),
    until: formatInstant(until),
    isPart: after !== null || next !== null,
    contactsAPage: CONTACTS_A_PAGE.toLocaleString('en-GB'),
    nextHref: next && `/privacy?after=${next}`,
    isLater: after !== null,
    table: {
      caption: 'How long each class of record is kept, and what goes next',
      captionClasses: 'govuk-table__caption--m',
      firstCellIsHeader: true,
      head: [
        'Class',
        'Kept for',
        'Erased tonight',
        'Erased in the 30 days after',
        'Kept by a legal hold',
      ].map((text) => ({ text })),
      rows: rows.map(([name, counts]) => [
        { text: nameOf(name) },
        { text: monthsText(rules.months[name]) },
        ...counts.map((text) => ({ text, format: 'numeric' })),
      ]),
    },
    named: CONTACT_CLASSES.map((name) => namedOf(preview, name)).filter(({ lists }) => lists.length > 0),
  };
}

function contactsOf({ contacts }: Preview, name: string): string[] {
  const own = contacts.filter(({ rule }) => rule === name);
  const total = (of: (some: (typeof own)[number]) => boolean): string =>
    String(own.filter(of).reduce((sum, some) => sum + some.total, 0));
  return [
    total(({ isTonight, isHeld }) => isTonight && !isHeld),
    total(({ isTonight, isHeld }) => !isTonight && !isHeld),
    total(({ isHeld }) => isHeld),
  ];
}

function othersOf({ others }: Preview, name: string): string[] {
  const own = others.find((other) => other.name === name);
  const atMost = COUNTED_AT_MOST.toLocaleString('en-GB');
  const tonight = own?.tonight === COUNTED_AT_MOST ? `${atMost} or more` : String(own?.tonight ?? 0);
  return [tonight, String(own?.later ?? 0), '–'];
}

/** Some references of a class: what is about to go. */
function namedOf({ contacts }: Preview, name: RecordClass): { heading: string; lists: object[] } {
  const lists = [
    { heading: 'Tonight', isTonight: true, isHeld: false },
    { heading: 'In the 30 days after', isTonight: false, isHeld: false },
  ].flatMap(({ heading, isTonight, isHeld }) => {
    const own = contacts.find(
      (some) => some.rule === name && some.isTonight === isTonight && some.isHeld === isHeld,
    );
    if (!own) return [];
    const rest = own.total - own.first.length;
    return [{ heading, references: own.first.map(({ reference }) => reference), rest }];
  });
  return { heading: nameOf(name), lists };
}
