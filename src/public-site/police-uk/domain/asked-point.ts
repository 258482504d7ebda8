export interface AskedPoint {
  latitude: number;
  longitude: number;
}

/** As people write a decimal and as programs print one: `52.6`, `-1.1`, `5e-05`. */
const DEGREES = String.raw`[+-]?\d{1,3}(?:\.\d{0,20})?(?:[eE][+-]?\d{1,2})?`;
const POINT = new RegExp(String.raw`^\s*(${DEGREES})\s*,\s*(${DEGREES})\s*$`);

/**
 * The point that `q=LAT,LNG` asks for; null if it is none on this globe.
 * @example askedPoint('52.63,-1.13') // { latitude: 52.63, longitude: -1.13 }
 */
export function askedPoint(q: unknown): AskedPoint | null {
  const [, north, east] = (typeof q === 'string' && POINT.exec(q)) || [];
  const [latitude, longitude] = [Number(north), Number(east)];
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null;
}
