/** A place on the map: x to the right ear, y to the nose; 1 is the equator of the head (nasion, ears, inion). */
export interface Point {
  readonly x: number
  readonly y: number
}

/** A direction from the centre of the head: x right, y front, z up; length 1. */
export interface Direction extends Point {
  readonly z: number
}
