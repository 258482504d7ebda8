import { refusal } from './import-problem.js';

/**
 * The features of a GeoJSON FeatureCollection.
 * @throws DomainError if it is none, holds no feature, or says that its coordinates are not longitude and latitude.
 */
export function readFeatures(text: string): unknown[] {
  const { type, features, crs } = (parsed(text) ?? {}) as {
    type?: unknown;
    features?: unknown;
    crs?: unknown;
  };
  if (type !== 'FeatureCollection' || !Array.isArray(features)) {
    throw refusal([{ where: 'file', reason: 'is no GeoJSON FeatureCollection' }]);
  }
  if (features.length === 0) throw refusal([{ where: 'file', reason: 'holds no features' }]);
  const { properties } = (crs ?? {}) as { properties?: { name?: unknown } };
  const system = properties?.name;
  if (typeof system === 'string' && !/CRS84|EPSG:{1,2}4326/i.test(system)) {
    throw refusal([{ where: 'file', column: 'crs', reason: 'is not WGS84; convert the file to EPSG:4326' }]);
  }
  return features;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const position = /position (\d+)/.exec((error as Error).message)?.[1];
    const where = position ? `line ${text.slice(0, Number(position)).split('\n').length}` : 'file';
    throw refusal([{ where, reason: 'is not JSON; export the file again as GeoJSON' }]);
  }
}
