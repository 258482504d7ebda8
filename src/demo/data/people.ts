import type { Role } from '../../access/principal.js';

/** Somebody who can be chosen at sign-in; officers take their areas from the registry. */
export interface DemoPerson {
  name: string;
  role: Role;
  email: string;
  collar?: string;
}

/** Every name is invented. */
export const PEOPLE: DemoPerson[] = [
  { name: 'PC Priya Nandra', role: 'team', email: 'priya.nandra@fenmarch.police.example', collar: '4102' },
  { name: 'PCSO Tom Askew', role: 'team', email: 'tom.askew@fenmarch.police.example', collar: '7301' },
  {
    name: 'Sergeant Helen Marsham',
    role: 'supervisor',
    email: 'helen.marsham@fenmarch.police.example',
    collar: '2014',
  },
  {
    name: 'Sergeant Gareth Pryce-Dunn',
    role: 'supervisor',
    email: 'gareth.pryce-dunn@fenmarch.police.example',
    collar: '2027',
  },
  { name: 'Moira Kendalby', role: 'force-admin', email: 'moira.kendalby@fenmarch.police.example' },
  { name: 'Ian Fairbrook', role: 'auditor', email: 'ian.fairbrook@fenmarch.police.example' },
  { name: 'Ruth Oakenlane', role: 'local-policing-body', email: 'ruth.oakenlane@fenmarch.pcc.example' },
  { name: 'Owen Tarrable', role: 'operator', email: 'owen.tarrable@fenmarch.police.example' },
];

/** First and last names of the people who write, combined at will. */
export const FIRST_NAMES = [
  'Alice',
  'Bilal',
  'Carol',
  'Dewi',
  'Edith',
  'Farah',
  'Graham',
  'Harpreet',
  'Imogen',
  'Jakub',
  'Keisha',
  'Leonard',
  'Maeve',
  'Nikhil',
  'Olive',
  'Pavel',
  'Rosalind',
  'Siân',
  'Trevor',
  'Uzma',
  'Victor',
  'Wendy',
  'Yusuf',
  'Zara',
];
export const LAST_NAMES = [
  'Abelthorpe',
  'Banksby',
  'Crowmarsh',
  'Dallimere',
  'Eastgarth',
  'Fenwicke',
  'Garrowby',
  'Hartstone',
  'Inglesant',
  'Jessop-Rae',
  'Kirkdale',
  'Lumbard',
  'Merriden',
  'Northolt',
  'Oxenham',
  'Pellworth',
  'Quarmby',
  'Rookwood',
  'Silverlock',
  'Tattersby',
  'Underhay',
  'Vennimore',
  'Wainfleet',
  'Yardleigh',
];
/** Ofcom keeps 01632 960000 to 960999 and 07700 900000 to 900999 free for stories. */
export const TELEPHONE_PREFIXES = ['01632 960', '07700 900'];
export const MAIL_DOMAINS = ['letterbox.example', 'post.example', 'inbox.example'];
