import { webAddressProblem } from '../../domain/contact-route.js';
import { AnswerReader, isObject, objectsOf, withoutRepeats } from './answer-reader.js';
import type { NeighbourhoodAnswers, PulledAnswer } from './pulled-answers.js';
import type { Link, Place, PulledNeighbourhood } from './pulled-neighbourhood.js';
import { readRoutes } from './read-routes.js';

type Details = Pick<
  PulledNeighbourhood,
  'name' | 'description' | 'population' | 'routes' | 'links' | 'places'
>;

/** What a neighbourhood's own answer says; `forceUrl` is the force's page, which is none of the neighbourhood's. */
export function readDetails(
  { name, details }: NeighbourhoodAnswers,
  forceUrl: string | null,
  leftOut: string[],
): Details {
  const listed = new AnswerReader({ name }, leftOut).line('name', 200);
  const json = 'json' in details ? details.json : undefined;
  if ('missing' in details) leftOut.push(`the details ${details.missing}`);
  else if (!isObject(json)) leftOut.push('the details are no object');
  if (!isObject(json)) {
    return { name: listed, description: null, population: null, routes: [], links: null, places: null };
  }
  const reader = new AnswerReader(json, leftOut);
  const routes = readRoutes(json['contact_details'], leftOut);
  const page = reader.line('url_force', 2_000, webAddressProblem);
  if (page !== null && page !== forceUrl && !routes.some(({ kind }) => kind === 'web')) {
    routes.push({ kind: 'web', value: page });
  }
  return {
    name: reader.line('name', 200) ?? listed,
    description: reader.paragraphs('description', 10_000),
    population: populationOf(reader),
    routes,
    links: readLinks(listIn(json, 'links'), leftOut),
    places: readPlaces(listIn(json, 'locations'), leftOut),
  };
}

/** "`population` is a string of digits (`"0"` when unknown), never `""`" */
function populationOf(reader: AnswerReader): number | null {
  const text = reader.line('population', 20, (digits) =>
    /^\d{1,9}$/.test(digits) ? undefined : 'is no whole number',
  );
  return text === null || Number(text) === 0 ? null : Number(text);
}

/** A list that is missing or null is an empty one: nothing is taken away for it. */
const listIn = (json: Record<string, unknown>, key: string): PulledAnswer => ({ json: json[key] ?? [] });

function readLinks(answer: PulledAnswer, leftOut: string[]): Link[] | null {
  const links = objectsOf(answer, 'links', leftOut)?.flatMap((json, i): Link[] => {
    const reader = new AnswerReader(json, leftOut, `link ${i + 1}`);
    const url = reader.line('url', 2_000, webAddressProblem);
    const title = reader.line('title', 200) ?? url;
    if (url === null || title === null) {
      reader.say('has no address that can be opened and was left out');
      return [];
    }
    return [{ title: title.slice(0, 200), url, description: reader.paragraphs('description', 10_000) }];
  });
  return links ? withoutRepeats(links, ({ title, url }) => `${title}\n${url}`, 'links', leftOut) : null;
}

function readPlaces(answer: PulledAnswer, leftOut: string[]): Place[] | null {
  const places = objectsOf(answer, 'locations', leftOut)?.flatMap((json, i): Place[] => {
    const reader = new AnswerReader(json, leftOut, `location ${i + 1}`);
    const type = reader.line('type', 50);
    const address = reader.line('address', 500) ?? '';
    const name = reader.line('name', 200) ?? type ?? address.slice(0, 200);
    if (name === '') {
      reader.say('has neither a name nor an address and was left out');
      return [];
    }
    return [
      {
        type,
        name,
        address,
        postcode: reader.line('postcode', 20) ?? '',
        telephone: reader.line('telephone', 200),
        description: reader.paragraphs('description', 10_000),
        ...pointOf(reader),
      },
    ];
  });
  const keyOf = ({ name, address, postcode }: Place): string => `${name}\n${address}\n${postcode}`;
  return places ? withoutRepeats(places, keyOf, 'locations', leftOut) : null;
}

/** "null coordinates", and half a point or one on the far side of the world, are none. */
function pointOf(reader: AnswerReader): { latitude: number | null; longitude: number | null } {
  const [latitude, longitude] = [reader.degrees('latitude'), reader.degrees('longitude')];
  const isGiven = [reader.of('latitude'), reader.of('longitude')].some(
    (value) => value !== undefined && value !== null && value !== '',
  );
  const isPoint =
    latitude !== null &&
    longitude !== null &&
    latitude >= 49 &&
    latitude <= 61.5 &&
    longitude >= -11 &&
    longitude <= 3;
  if (isGiven && !isPoint) reader.say('its coordinates are none of the British Isles and were left out');
  return isPoint ? { latitude, longitude } : { latitude: null, longitude: null };
}
