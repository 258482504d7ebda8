/** A neighbourhood of the fictional force, with the names that its people use in what they write. */
export interface DemoNeighbourhood {
  code: string;
  name: string;
  description: string;
  population: number;
  streets: string[];
  places: string[];
}

/** Every name is invented. */
export const NEIGHBOURHOODS: DemoNeighbourhood[] = [
  {
    code: 'FM01',
    name: 'Wend Market',
    description: 'The old market town inside the walls: shops, the bus station and the night-time economy.',
    population: 9800,
    streets: ['Butter Row', 'Candlewick Street', 'Wendgate', 'Tanner’s Passage', 'Corn Exchange Lane'],
    places: ['the bus station', 'Wend Market Square', 'the Guildhall arches'],
  },
  {
    code: 'FM02',
    name: 'Castle Fields and Wendbank',
    description: 'Terraces and riverside flats around the old town, with both secondary schools.',
    population: 18400,
    streets: ['Bailey Road', 'Wendbank Terrace', 'Moat Hill', 'Ferryman’s Way', 'Castle Fields Road'],
    places: ['the riverside path', 'Castle Fields recreation ground', 'Wendbank Academy'],
  },
  {
    code: 'FM03',
    name: 'Larkmoor',
    description: 'The Larkmoor estate and the shops on the parade.',
    population: 14200,
    streets: ['Skylark Avenue', 'Plover Crescent', 'Lapwing Close', 'Curlew Drive', 'Larkmoor Parade'],
    places: ['the Larkmoor skate park', 'the community centre', 'the parade'],
  },
  {
    code: 'FM04',
    name: 'Thornsea Harbour',
    description: 'The working harbour, the fish quay, the caravan parks and Gull Island.',
    population: 11600,
    streets: ['Quayside', 'Netmaker Street', 'Capstan Road', 'Harbour Approach', 'Lifeboat Lane'],
    places: ['the slipway', 'the fish quay', 'the Gull Island causeway'],
  },
  {
    code: 'FM05',
    name: 'Thornsea North Beach',
    description: 'Guest houses, the promenade and the beach huts.',
    population: 8700,
    streets: ['Promenade North', 'Marram Road', 'Sandpiper Street', 'Winter Gardens Road', 'Beacon Rise'],
    places: ['the beach huts', 'the bandstand', 'the promenade car park'],
  },
  {
    code: 'FM06',
    name: 'Aldermere',
    description: 'Aldermere village and the farms along the old drove.',
    population: 6300,
    streets: ['Church Drove', 'Mere Lane', 'Pound Green', 'Aldermere High Street', 'Sheepwash Lane'],
    places: ['Aldermere village green', 'the primary school', 'the mere'],
  },
  {
    code: 'FM07',
    name: 'The Western Levels',
    description: 'Scattered villages on the levels, with long straight roads and much farm machinery.',
    population: 5100,
    streets: ['Sluice Road', 'Long Drain Bank', 'Windpump Lane', 'West Levels Road', 'Osier Lane'],
    places: ['the pumping station', 'the picnic site', 'the village hall'],
  },
  {
    code: 'FM08',
    name: 'Brackenholt',
    description: 'Brackenholt, its forest car parks and the industrial estate.',
    population: 9400,
    streets: ['Forest Road', 'Sawmill Lane', 'Charcoal Way', 'Keeper’s Close', 'Brackenholt Street'],
    places: ['the forest car park', 'the industrial estate', 'the skate ramp'],
  },
  {
    code: 'FM09',
    name: 'Saltmarch Fen',
    description: 'New estates south of the river and the retail park.',
    population: 12900,
    streets: ['Samphire Way', 'Saltern Road', 'Reedcutter Avenue', 'Eel Catcher Close', 'Fen Gate'],
    places: ['the retail park', 'the balancing pond', 'the new primary school'],
  },
  {
    code: 'FM10',
    name: 'Kettlewick',
    description: 'Kettlewick and the villages of the south-western edge.',
    population: 7200,
    streets: ['Kettle Hill', 'Wick Road', 'Orchard Piece', 'Tithebarn Street', 'Station Road'],
    places: ['the station yard', 'the playing field', 'the allotments'],
  },
  {
    code: 'FM11',
    name: 'Dunmarsh and Priory Cross',
    description: 'Two market villages, the college farm and the holiday lakes.',
    population: 8900,
    streets: ['Priory Street', 'Dunmarsh Road', 'Abbot’s Walk', 'Lakeside Drive', 'Granary Court'],
    places: ['the priory ruins', 'the holiday lakes', 'the college gates'],
  },
  {
    code: 'FM12',
    name: 'Hollowdyke',
    description: 'Hollowdyke and the hospital, between the town and the harbour.',
    population: 13300,
    streets: ['Dyke Road', 'Infirmary Lane', 'Hollow Way', 'Pilgrim Street', 'Brickyard Road'],
    places: ['the hospital entrance', 'the brickyard park', 'the underpass'],
  },
];
