/**
 * A client of the national interface for neighbourhoods that believes what the widespread ones believe: addresses are put
 * together from the base and the ids, populations are whole numbers, boundaries decimal numbers, moments local times in
 * one exact form, and both dates of a priority are there, that of the issue never null. Whatever it cannot read it throws
 * on, as they do.
 */
export class NationalClient {
  constructor(private readonly baseUrl: string) {}

  async forces(): Promise<{ id: string; name: string }[]> {
    return listOf(await this.get('forces')).map((force) => ({
      id: text(force, 'id'),
      name: text(force, 'name'),
    }));
  }

  async force(id: string) {
    const force = recordOf(await this.get(`forces/${id}`));
    return {
      id: text(force, 'id'),
      name: text(force, 'name'),
      url: text(force, 'url'),
      telephone: text(force, 'telephone'),
      description: textOrNull(force, 'description'),
      engagementMethods: listOf(force['engagement_methods']).map((method) => ({
        type: text(method, 'type'),
        title: text(method, 'title'),
        url: text(method, 'url'),
        description: textOrNull(method, 'description'),
      })),
    };
  }

  async seniorOfficers(force: string) {
    return listOf(await this.get(`forces/${force}/people`)).map(personOf);
  }

  async neighbourhoods(force: string): Promise<{ id: string; name: string }[]> {
    return listOf(await this.get(`${force}/neighbourhoods`))
      .map((one) => ({ id: text(one, 'id'), name: text(one, 'name') }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async neighbourhood(force: string, id: string) {
    const one = recordOf(await this.get(`${force}/${encodeURI(id)}`));
    const centre = recordOf(one['centre']);
    return {
      id: text(one, 'id'),
      name: text(one, 'name'),
      description: textOrNull(one, 'description'),
      population: whole(text(one, 'population')),
      urlForce: text(one, 'url_force'),
      centre: [decimal(text(centre, 'latitude')), decimal(text(centre, 'longitude'))],
      contactDetails: textsOf(one['contact_details']),
      links: listOf(one['links']).map((link) => ({
        title: text(link, 'title'),
        url: text(link, 'url'),
        description: textOrNull(link, 'description'),
      })),
      locations: listOf(one['locations']).map((place) => ({
        type: textOrNull(place, 'type'),
        name: text(place, 'name'),
        address: text(place, 'address'),
        postcode: text(place, 'postcode'),
        ...('telephone' in place && { telephone: text(place, 'telephone') }),
        description: textOrNull(place, 'description'),
        latitude: orNull(textOrNull(place, 'latitude'), decimal),
        longitude: orNull(textOrNull(place, 'longitude'), decimal),
      })),
    };
  }

  async boundary(force: string, id: string): Promise<[latitude: number, longitude: number][]> {
    return listOf(await this.get(`${force}/${encodeURI(id)}/boundary`)).map((point) => [
      decimal(text(point, 'latitude')),
      decimal(text(point, 'longitude')),
    ]);
  }

  async people(force: string, id: string) {
    return listOf(await this.get(`${force}/${encodeURI(id)}/people`)).map(personOf);
  }

  async priorities(force: string, id: string) {
    const priorities = listOf(await this.get(`${force}/${encodeURI(id)}/priorities`)).map((one) => {
      if (!('issue-date' in one) || !('action-date' in one)) throw new Error('a priority lacks a date');
      return {
        issue: text(one, 'issue'),
        issueDate: moment(text(one, 'issue-date')),
        action: textOrNull(one, 'action'),
        actionDate: orNull(textOrNull(one, 'action-date'), moment),
      };
    });
    return priorities.sort((a, b) => (a.issueDate > b.issueDate ? -1 : 1));
  }

  async events(force: string, id: string) {
    return listOf(await this.get(`${force}/${encodeURI(id)}/events`)).map((one) => ({
      title: text(one, 'title'),
      type: text(one, 'type'),
      address: text(one, 'address'),
      description: textOrNull(one, 'description'),
      startDate: moment(text(one, 'start_date')),
      endDate: orNull(textOrNull(one, 'end_date'), moment),
      contactDetails: textsOf(one['contact_details']),
    }));
  }

  /** Null for a place that no neighbourhood holds: the clients take every refusal for that. */
  async locate(
    latitude: number,
    longitude: number,
  ): Promise<{ force: string; neighbourhood: string } | null> {
    const answer = await fetch(`${this.baseUrl}locate-neighbourhood?q=${latitude},${longitude}`);
    if (!answer.ok) return null;
    const found = recordOf(await answer.json());
    return { force: text(found, 'force'), neighbourhood: text(found, 'neighbourhood') };
  }

  private async get(path: string): Promise<unknown> {
    const answer = await fetch(this.baseUrl + path);
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    return answer.json();
  }
}

type Json = Record<string, unknown>;

function recordOf(value: unknown): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('no object');
  return value as Json;
}

function listOf(value: unknown): Json[] {
  if (!Array.isArray(value)) throw new Error('no list');
  return value.map(recordOf);
}

function text(of: Json, key: string): string {
  const value = of[key];
  if (typeof value !== 'string') throw new Error(`${key} is no text: ${JSON.stringify(value)}`);
  return value;
}

/** Null, but there: a missing key is not the same. */
function textOrNull(of: Json, key: string): string | null {
  if (!(key in of)) throw new Error(`${key} is missing`);
  return of[key] === null ? null : text(of, key);
}

function textsOf(value: unknown): Record<string, string> {
  const record = recordOf(value);
  return Object.fromEntries(Object.keys(record).map((key) => [key, text(record, key)]));
}

const personOf = (one: Json) => ({
  name: text(one, 'name'),
  rank: textOrNull(one, 'rank'),
  bio: textOrNull(one, 'bio'),
  contactDetails: textsOf(one['contact_details']),
});

const orNull = <T>(value: string | null, read: (text: string) => T): T | null =>
  value === null ? null : read(value);

function whole(digits: string): number {
  if (!/^\d+$/.test(digits)) throw new Error(`"${digits}" is no whole number`);
  return Number(digits);
}

function decimal(digits: string): number {
  if (!/^-?\d+(\.\d+)?$/.test(digits)) throw new Error(`"${digits}" is no decimal number`);
  return Number(digits);
}

function moment(written: string): string {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(written)) throw new Error(`"${written}" is no local time`);
  return written;
}
