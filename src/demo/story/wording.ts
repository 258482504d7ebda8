import type { DemoNeighbourhood } from '../data/neighbourhoods.js';
import type { Topic } from '../data/topic.js';
import { COMMUNITY_TOPICS } from '../data/topics-community.js';
import { DISORDER_TOPICS } from '../data/topics-disorder.js';
import { ROAD_TOPICS } from '../data/topics-roads.js';
import type { Chance } from './chance.js';

const TOPICS: Topic[] = [...ROAD_TOPICS, ...DISORDER_TOPICS, ...COMMUNITY_TOPICS];

/** Puts the names of a street and a place into the texts, the same ones into all texts of one matter. */
export type Fill = (text: string) => string;

export function fillFor(chance: Chance, { name, streets, places }: DemoNeighbourhood): Fill {
  const words: Record<string, string> = {
    '{street}': chance.pick(streets),
    '{place}': chance.pick(places),
    '{area}': name,
  };
  return (text) => text.replace(/\{(street|place|area)\}/g, (word) => words[word]!);
}

/** Deals the topics like cards, so that each has come up before any comes up again. */
export function topicDealer(chance: Chance): (code: string) => Topic {
  let pack: Topic[] = [];
  return (code) => {
    if (pack.every(({ only }) => only && !only.includes(code))) pack = shuffled(chance, TOPICS);
    const at = pack.findIndex(({ only }) => !only || only.includes(code));
    return pack.splice(at, 1)[0]!;
  };
}

function shuffled<T>(chance: Chance, cards: readonly T[]): T[] {
  return cards
    .map((card) => ({ card, at: chance.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ card }) => card);
}
