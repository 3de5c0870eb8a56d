import { overlap, type Box, type Face } from './box'

export interface TrackerRules {
  /** Least overlap of a face with where its person was last seen. */
  readonly overlapMin: number
  /** A person not seen for longer than this is forgotten; µs. */
  readonly gapMax: number
  /** Least certainty of a face to begin a person with; a less certain one only continues somebody. */
  readonly startScore: number
  /** Somebody seen at least this often is recognised when a face comes back to the same place after a longer gap. */
  readonly returnSeen: number
}

/** A face given to a person. `person` is a number of the tracker's own, in order of discovery. */
export interface TrackedFace {
  readonly person: number
  readonly face: Face
}

export interface FaceTracker {
  /** Give the faces of one picture to persons, new ones where none fits. Times ascend; µs. */
  step(time: number, faces: readonly Face[]): readonly TrackedFace[]
}

/** Where a person was last seen, and in how many pictures so far. */
export interface LastSeen {
  readonly person: number
  readonly box: Box
  readonly time: number
  readonly seen: number
}

/** A face is the one that left the same place up to this long ago (µs): people look down, turn away and come back to their seat ... */
const RETURN_US = 10_000_000
/** ... when it overlaps where that one was by this much. */
const RETURN_OVERLAP = 0.5

/** A face may be this far from where its person was, in sizes of the face, when the boxes do not overlap enough (it moved between two samples). */
const REACH = 0.75
/** ... and must be about as large: neither side over this ratio. */
const SIZE_RATIO = 1.6

/**
 * Follows faces from picture to picture: pairs of face and person are taken in order of likeness (overlap first,
 * then nearness of centres), each person and face once. `before` are the persons known from an earlier part.
 */
export function createFaceTracker(rules: TrackerRules, before: readonly LastSeen[] = []): FaceTracker {
  let known = [...before]
  let count = before.reduce((most, seen) => Math.max(most, seen.person + 1), 0)
  return {
    step(time, faces) {
      known = known.filter((seen) => time - seen.time <= Math.max(rules.gapMax, RETURN_US))
      const pairs = match(known, faces, time, rules)
      const tracked = faces
        .filter((face) => pairs.has(face) || face.score >= rules.startScore)
        .map((face) => ({ face, person: pairs.get(face) ?? -1 }))
      const numbered = numberNew(tracked, () => count++)
      const counts = new Map(known.map((seen) => [seen.person, seen.seen]))
      const seenNow = numbered.map(({ person, face }) => ({
        person,
        box: face,
        time,
        seen: (counts.get(person) ?? 0) + 1
      }))
      known = [...known.filter((seen) => !numbered.some(({ person }) => person === seen.person)), ...seenNow]
      return numbered
    }
  }
}

/** New persons of one picture are numbered from left to right. */
function numberNew(tracked: readonly TrackedFace[], next: () => number): TrackedFace[] {
  const fresh = tracked
    .filter(({ person }) => person < 0)
    .toSorted((a, b) => a.face.x + a.face.w / 2 - (b.face.x + b.face.w / 2))
  const numbers = new Map(fresh.map(({ face }) => [face, next()]))
  return tracked.map(({ face, person }) => ({ face, person: numbers.get(face) ?? person }))
}

function match(
  known: readonly LastSeen[],
  faces: readonly Face[],
  time: number,
  rules: TrackerRules
): Map<Face, number> {
  const candidates = known
    .flatMap((seen) => faces.map((face) => ({ seen, face, likeness: likeness(seen, face, time, rules) })))
    .filter(({ likeness }) => likeness > 0)
    .toSorted((a, b) => b.likeness - a.likeness)
  const found = new Map<Face, number>()
  const taken = new Set<number>()
  for (const { seen, face } of candidates) {
    if (found.has(face) || taken.has(seen.person)) continue
    found.set(face, seen.person)
    taken.add(seen.person)
  }
  return found
}

/** 1 to 2 by overlap, 0 to 1 by nearness or for somebody who comes back, 0 when they cannot be the same face. */
function likeness(seen: LastSeen, is: Face, time: number, rules: TrackerRules): number {
  const was = seen.box
  const shared = overlap(was, is)
  if (time - seen.time > rules.gapMax) {
    const returns = seen.seen >= rules.returnSeen && is.score >= rules.startScore && shared >= RETURN_OVERLAP
    return returns ? shared : 0
  }
  if (shared >= rules.overlapMin) return 1 + shared
  const ratio = Math.max(was.w / is.w, is.w / was.w, was.h / is.h, is.h / was.h)
  if (ratio > SIZE_RATIO) return 0
  const across = (was.x + was.w / 2 - is.x - is.w / 2) / ((was.w + is.w) / 2)
  const down = (was.y + was.h / 2 - is.y - is.h / 2) / ((was.h + is.h) / 2)
  return Math.max(0, 1 - Math.hypot(across, down) / REACH)
}
