/** Tables in the words of the people who keep the registry: one of them, several. */
const WORDS: Readonly<Record<string, [one: string, several: string]>> = {
  absence: ['absence', 'absences'],
  assignment: ['assignment', 'assignments'],
  command_area_neighbourhood: ['place in a command area', 'places in command areas'],
  command_area_supervisor: ['supervisor of a command area', 'supervisors of command areas'],
  contact: ['contact from the public', 'contacts from the public'],
  contact_route: ['contact route', 'contact routes'],
  duty_month: ['month of duty hours', 'months of duty hours'],
  force_page: ['page of the force', 'pages of the force'],
  force_post: ['post of the force', 'posts of the force'],
  neighbourhood_event: ['event', 'events'],
  neighbourhood_former_name: ['former name', 'former names'],
  neighbourhood_succession: ['merger or split', 'mergers or splits'],
  officer_name_withheld: ['withheld name', 'withheld names'],
  officer_rank: ['recorded rank', 'recorded ranks'],
  person: ['person who signs in', 'people who sign in'],
  priority: ['priority', 'priorities'],
  route_check: ['check of a contact route', 'checks of contact routes'],
  route_failure: ['failure of a contact route', 'failures of contact routes'],
  route_try: ['check planned of a contact route', 'checks planned of contact routes'],
  ward_choice: ['choice for a ward', 'choices for wards'],
};

/** `3 absences`, or without a number the word for several; a table without words of its own is called as it is. */
export function tableWords(table: string, count?: number): string {
  const plain = table.replaceAll('_', ' ');
  const [one, several] = WORDS[table] ?? [plain, `${plain}s`];
  if (count === undefined) return several;
  return `${count} ${count === 1 ? one : several}`;
}
