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
 * Pieces are taken from west to east (or from south to north, if most run west to east) and compared only with those
 * whose extent they share, so that a boundary of 20,000 points takes milliseconds and not minutes.
 */
export function crossingOf(rings: readonly (readonly Point[])[]): Point | undefined {
  const corners = rings.map(withoutRepeats);
  return crossingOfPieces(corners) ?? crossingAtCorner(corners);
}

function crossingOfPieces(corners: Point[][]): Point | undefined {
  if (extent(corners, 0) <= extent(corners, 1)) return sweep(corners);
  const turned = sweep(corners.map((ring) => ring.map(([x, y]) => [y, x])));
  return turned && [turned[1], turned[0]];
}

/** How far all pieces together run along an axis: the sweep compares least where that is least. */
function extent(corners: readonly Point[][], axis: 0 | 1): number {
  let sum = 0;
  for (const ring of corners) {
    for (const [i, point] of ring.entries())
      sum += Math.abs(point[axis] - ring[(i + 1) % ring.length]![axis]);
  }
  return sum;
}

function sweep(corners: Point[][]): Point | undefined {
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
  return undefined;
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
  // Pieces that share a corner meet nowhere else, or run along each other; how they meet there is looked at apart.
  if (same(s.a, t.a) || same(s.a, t.b) || same(s.b, t.a) || same(s.b, t.b)) return undefined;
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

/** A line's way through a corner: the directions in which it comes and goes, and those in order. */
interface Visit {
  before: number;
  after: number;
  least: number;
  most: number;
}

/** Two lines that share a corner cross there if their four pieces lie around it in turn. */
function crossingAtCorner(corners: Point[][]): Point | undefined {
  const visits = new Map<string, Visit[]>();
  for (const ring of corners) {
    for (const [i, point] of ring.entries()) {
      const key = `${point[0]} ${point[1]}`;
      const before = direction(point, ring[(i + ring.length - 1) % ring.length]!);
      const after = direction(point, ring[(i + 1) % ring.length]!);
      const visit = { before, after, least: Math.min(before, after), most: Math.max(before, after) };
      const earlier = visits.get(key);
      if (!earlier) visits.set(key, [visit]);
      else if (earlier.some((other) => inTurn(other, visit))) return point;
      else earlier.push(visit);
    }
  }
  return undefined;
}

const direction = (from: Point, to: Point): number => Math.atan2(to[1] - from[1], to[0] - from[0]);

function inTurn({ least, most }: Visit, { before, after }: Visit): boolean {
  const onEdge = (a: number): boolean => Math.abs(a - least) < 1e-9 || Math.abs(a - most) < 1e-9;
  const within = (a: number): boolean => a > least && a < most;
  return within(before) !== within(after) && !onEdge(before) && !onEdge(after);
}

/** -1, 0 or 1: on which side of the line through `a` and `b` does `p` lie? Within about a micrometre counts as on it. */
function side(a: Point, b: Point, p: Point): number {
  const cross = (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]);
  if (cross > 1e-14) return 1;
  return cross < -1e-14 ? -1 : 0;
}

function meetingPoint(s: Segment, t: Segment): Point {
  const [dx, dy] = [s.b[0] - s.a[0], s.b[1] - s.a[1]];
  const [ex, ey] = [t.b[0] - t.a[0], t.b[1] - t.a[1]];
  const along = ((t.a[0] - s.a[0]) * ey - (t.a[1] - s.a[1]) * ex) / (dx * ey - dy * ex);
  const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;
  return [rounded(s.a[0] + along * dx), rounded(s.a[1] + along * dy)];
}

const same = (a: Point, b: Point): boolean => a[0] === b[0] && a[1] === b[1];
