// Places of claims as the desk tells them, and which of them stand for each other on a map.

/** A place as `/api/places` tells it. */
export interface Place {
  key: string;
  name: string;
  precision: "country" | "region" | "city";
  country?: string | null;
  latitude: number;
  longitude: number;
  claims: number;
  href: string;
}

/** A place where the map has it now. */
export interface Spot {
  place: Place;
  x: number;
  y: number;
  radius: number;
}

/** Spots that overlap, drawn as one. */
export interface Cluster {
  spots: Spot[];
  x: number;
  y: number;
  radius: number;
}

/** How large a mark is: its area grows with the claims. */
export function radius(claims: number): number {
  return Math.min(5 + 1.6 * Math.sqrt(claims), 22);
}

/** Joins spots that overlap, the largest first. */
export function clustered(spots: Spot[]): Cluster[] {
  const clusters: Cluster[] = [];
  for (const spot of [...spots].sort((one, other) => other.place.claims - one.place.claims)) {
    const near = clusters.find(({ x, y, radius }) => Math.hypot(x - spot.x, y - spot.y) < radius + spot.radius);
    if (!near) {
      clusters.push({ spots: [spot], x: spot.x, y: spot.y, radius: spot.radius });
      continue;
    }
    near.spots.push(spot);
    near.radius = Math.max(near.radius, 11);
  }
  return clusters;
}
