type Point = [x: number, y: number];

/** A piece of a closed line. */
interface Segment {
  ring: number;
  index: number;
  a: Point;
  b: Point;
  minX: number;
  maxX: number;
  minY: number;
  maxY: number;
}

/**
 * Where two pieces of closed lines cross, or undefined if none do. Touching is not crossing: a hole may touch the
 * outer line, islands may share a corner or a border, and a line may touch itself.
 *
 * Pieces are taken from west to east and compared only with those whose extent they share, so that a boundary of
 * 20,000 points takes milliseconds and not minutes.
 */
export function crossingOf(rings: readonly (readonly Point[])[]): Point | undefined {
  const corners = rings.map(withoutRepeats);
  const segments = corners.flatMap(segmentsOf).sort((s, t) => s.minX - t.minX);
  let active: Segment[] = [];
  for (const segment of segments) {
    active = active.filter((other) => other.maxX >= segment.minX);
    for (const other of active) {
      if (other.minY > segment.maxY || other.maxY < segment.minY) continue;
      const crossing = crossingPoint(segment, other, corners);
      if (crossing) return crossing;
    }
    active.push(segment);
  }
  return crossingAtCorner(corners);
}

/** The corners of a closed line, each once: neither the last one again nor points repeated in a row. */
function withoutRepeats(ring: readonly Point[]): Point[] {
  return ring.slice(1).filter((point, i) => !same(point, ring[i]!));
}

function segmentsOf(corners: Point[], ring: number): Segment[] {
  return corners.map((a, index) => {
    const b = corners[(index + 1) % corners.length]!;
    const [minX, maxX] = a[0] < b[0] ? [a[0], b[0]] : [b[0], a[0]];
    const [minY, maxY] = a[1] < b[1] ? [a[1], b[1]] : [b[1], a[1]];
    return { ring, index, a, b, minX, maxX, minY, maxY };
  });
}

function crossingPoint(s: Segment, t: Segment, corners: Point[][]): Point | undefined {
  const [ta, tb] = [side(s.a, s.b, t.a), side(s.a, s.b, t.b)];
  const [sa, sb] = [side(t.a, t.b, s.a), side(t.a, t.b, s.b)];
  if (ta * tb < 0 && sa * sb < 0) return meetingPoint(s, t);
  // A corner of one piece on the inside of the other: the line crosses if it goes on to the other side.
  if (ta === 0 && sa * sb < 0 && goesThrough(corners[t.ring]!, t.index, s)) return t.a;
  if (sa === 0 && ta * tb < 0 && goesThrough(corners[s.ring]!, s.index, t)) return s.a;
  return undefined;
}

function goesThrough(ring: Point[], index: number, across: Segment): boolean {
  const before = ring[(index + ring.length - 1) % ring.length]!;
  const after = ring[(index + 1) % ring.length]!;
  return side(across.a, across.b, before) * side(across.a, across.b, after) < 0;
}

/** Two lines that share a corner cross there if their four pieces lie around it in turn. */
function crossingAtCorner(corners: Point[][]): Point | undefined {
  const visits = new Map<string, { before: Point; after: Point }[]>();
  for (const ring of corners) {
    for (const [i, point] of ring.entries()) {
      const key = `${point[0]} ${point[1]}`;
      const visit = {
        before: ring[(i + ring.length - 1) % ring.length]!,
        after: ring[(i + 1) % ring.length]!,
      };
      const earlier = visits.get(key) ?? [];
      if (earlier.some((other) => inTurn(point, other, visit))) return point;
      visits.set(key, [...earlier, visit]);
    }
  }
  return undefined;
}

function inTurn(
  at: Point,
  one: { before: Point; after: Point },
  two: { before: Point; after: Point },
): boolean {
  const angle = (to: Point): number => Math.atan2(to[1] - at[1], to[0] - at[0]);
  const [from, to] = [angle(one.before), angle(one.after)].sort((a, b) => a - b) as [number, number];
  const [p, q] = [angle(two.before), angle(two.after)];
  const onEdge = [p, q].some((a) => Math.abs(a - from) < 1e-9 || Math.abs(a - to) < 1e-9);
  const within = (a: number): boolean => a > from && a < to;
  return !onEdge && within(p) !== within(q);
}

/** -1, 0 or 1: on which side of the line through `a` and `b` does `p` lie? Within about a micrometre counts as on it. */
function side(a: Point, b: Point, p: Point): number {
  const cross = (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]);
  return Math.abs(cross) < 1e-14 ? 0 : Math.sign(cross);
}

function meetingPoint(s: Segment, t: Segment): Point {
  const [dx, dy] = [s.b[0] - s.a[0], s.b[1] - s.a[1]];
  const [ex, ey] = [t.b[0] - t.a[0], t.b[1] - t.a[1]];
  const along = ((t.a[0] - s.a[0]) * ey - (t.a[1] - s.a[1]) * ex) / (dx * ey - dy * ex);
  const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;
  return [rounded(s.a[0] + along * dx), rounded(s.a[1] + along * dy)];
}

const same = (a: Point, b: Point): boolean => a[0] === b[0] && a[1] === b[1];
