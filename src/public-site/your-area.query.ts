import type { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { Boundary } from '../registry/domain/boundary.js';

export type Because = 'name' | 'former' | 'ward' | 'place';

export interface FoundPlace {
  code: string;
  name: string;
  /** By what it was found, its own name first. */
  because: { kind: Because; what: string }[];
}

/**
 * Which neighbourhoods of a day go by these words: in their name or code, a name they had or took over, a ward of theirs,
 * or a place in them?
 */
const FOUND = `
with today as (select id, code, name from neighbourhood where force_id = $1 and during @> $2::date),
found (id, kind, what) as (
  select id, 'name', name from today where position(lower($3) in lower(name)) > 0 or position(lower($3) in lower(code)) > 0
  union
  select neighbourhood_id, 'former', name from neighbourhood_former_name
   where force_id = $1 and until_on <= $2::date and position(lower($3) in lower(name)) > 0
  union
  select s.successor_id, 'former', p.name from neighbourhood_succession s
    join neighbourhood p on p.force_id = s.force_id and p.id = s.predecessor_id
   where s.force_id = $1 and s.from_on <= $2::date and position(lower($3) in lower(p.name)) > 0
  union
  select h.neighbourhood_id, 'ward', w.name from ward w
    join (select ward_id, neighbourhood_id from ward_share where force_id = $1 and share >= 0.05
          union select ward_id, neighbourhood_id from ward_choice where force_id = $1 and belongs) h on h.ward_id = w.id
   where w.force_id = $1 and w.during @> $2::date and position(lower($3) in lower(w.name)) > 0
     and not exists (select from ward_choice c where c.force_id = $1 and c.ward_id = w.id
                        and c.neighbourhood_id = h.neighbourhood_id and not c.belongs)
  union
  select neighbourhood_id, 'place', name from place
   where force_id = $1 and (position(lower($3) in lower(name)) > 0 or position(lower($3) in lower(address)) > 0)
)
select t.code, t.name, jsonb_agg(jsonb_build_object('kind', f.kind, 'what', f.what)
         order by array_position(array['name', 'former', 'ward', 'place'], f.kind), f.what) as because
from today t join found f on f.id = t.id
group by t.code, t.name
order by bool_or(f.kind = 'name') desc, t.name, t.code`;

export const foundPlaces = (
  manager: EntityManager,
  forceId: string,
  on: string,
  words: string,
): Promise<FoundPlace[]> => manager.query(FOUND, [forceId, on, words]);

/** A moment as PostgreSQL writes it inside JSON. */
type Moment = string;

/** A named officer or a deputy; of one whose name is withheld nothing but that there is one. */
export interface PublicOfficer {
  name: string | null;
  rank: string;
  email: string | null;
  telephone: string | null;
}

export interface PublicPlace {
  code: string;
  name: string;
  description: string | null;
  formEnabled: boolean;
  boundary: Boundary | null;
  email: string | null;
  telephone: string | null;
  webUrl: string | null;
  /** Named officers, the lead first. */
  officers: PublicOfficer[];
  /** Who stands in for them, while only deputies cover the neighbourhood. */
  covering: PublicOfficer[];
  priorities: { issue: string; issueAt: Moment; action: string | null; actionAt: Moment | null }[];
  events: {
    type: string;
    title: string;
    address: string;
    description: string | null;
    startsAt: Moment;
    endsAt: Moment | null;
    email: string | null;
    telephone: string | null;
  }[];
  places: {
    name: string;
    address: string;
    postcode: string;
    telephone: string | null;
    description: string | null;
    latitude: number | null;
    longitude: number | null;
  }[];
  links: { kind: string; title: string; url: string; description: string | null; untilOn: string | null }[];
}

/** A neighbourhood, with the deputies of the day whose names are published; whether one covers it coverage says. */
export type PlaceWithDeputies = Omit<PublicPlace, 'covering'> & {
  id: string;
  deputies: (PublicOfficer & { id: string })[];
};

/** What may the public know of one neighbourhood of the force, on a day and from a moment on? */
const PUBLIC_PLACE = `
select n.id, n.code, n.name, n.description, n.form_enabled as "formEnabled", n.boundary, n.email, n.telephone, n.web_url as "webUrl",
  coalesce((
    select jsonb_agg(case when w.withheld then jsonb_build_object('name', null, 'rank', '', 'email', null, 'telephone', null)
                     else jsonb_build_object('name', o.name, 'rank', o.rank, 'email', nullif(o.public_email, ''),
                            'telephone', nullif(o.public_telephone, '')) end
             order by array_position(array['lead', 'named'], a.role), o.name, o.id)
      from assignment a join officer o on o.force_id = a.force_id and o.id = a.officer_id
      cross join lateral (select o.name_withheld or exists (select from officer_name_withheld h
        where h.force_id = o.force_id and h.officer_id = o.id and h.during @> $3::date) as withheld) w
     where a.force_id = n.force_id and a.neighbourhood_id = n.id and a.role in ('lead', 'named') and a.during @> $3::date
       and o.in_service @> $3::date), '[]') as officers,
  coalesce((
    select jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name, 'rank', o.rank, 'email', nullif(o.public_email, ''),
             'telephone', nullif(o.public_telephone, '')) order by o.name, o.id)
      from assignment a join officer o on o.force_id = a.force_id and o.id = a.officer_id
     where a.force_id = n.force_id and a.neighbourhood_id = n.id and a.role = 'deputy' and a.during @> $3::date
       and o.in_service @> $3::date and not o.name_withheld and not exists (select from officer_name_withheld h
         where h.force_id = o.force_id and h.officer_id = o.id and h.during @> $3::date)), '[]') as deputies,
  coalesce((
    select jsonb_agg(jsonb_build_object('issue', p.issue, 'issueAt', p.issue_at, 'action', p.action, 'actionAt', p.action_at)
             order by p.issue_at desc, p.id)
      from priority p where p.force_id = n.force_id and p.neighbourhood_id = n.id
       and (p.ended_on is null or p.ended_on > $3::date)), '[]') as priorities,
  coalesce((
    select jsonb_agg(e order by e."startsAt", e.id) from (
      select id, type, title, address, description, starts_at as "startsAt", ends_at as "endsAt", email, telephone
        from neighbourhood_event where force_id = n.force_id and neighbourhood_id = n.id and starts_at >= $4 and not cancelled
       order by starts_at, id limit $5) e), '[]') as events,
  coalesce((
    select jsonb_agg(jsonb_build_object('name', name, 'address', address, 'postcode', postcode, 'telephone', telephone,
             'description', description, 'latitude', latitude, 'longitude', longitude) order by name, id)
      from place where force_id = n.force_id and neighbourhood_id = n.id), '[]') as places,
  coalesce((
    select jsonb_agg(jsonb_build_object('kind', kind, 'title', title, 'url', url, 'description', description,
             'untilOn', upper(during) - 1) order by title, id)
      from link where force_id = n.force_id and neighbourhood_id = n.id and during @> $3::date), '[]') as links
from neighbourhood n where n.force_id = $1 and n.code = $2 and n.during @> $3::date`;

export async function publicPlace(
  manager: EntityManager,
  forceId: string,
  code: string,
  { on, now, mostEvents }: { on: string; now: DateTime; mostEvents: number },
): Promise<PlaceWithDeputies | null> {
  const rows = await manager.query<PlaceWithDeputies[]>(PUBLIC_PLACE, [forceId, code, on, now, mostEvents]);
  return rows[0] ?? null;
}
