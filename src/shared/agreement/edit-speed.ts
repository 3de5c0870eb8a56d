import type { ShareCell } from '../compare/report'

/** One edit of the history. */
export interface TimedEdit {
  readonly authorId: string
  /** ISO 8601. */
  readonly at: string
  readonly command: string
}

/** How fast an annotator worked. */
export interface EditSpeed {
  readonly authorId: string
  /** Edits of segments looked at. */
  readonly edits: number
  /** Edits per hour of work; pauses do not count as work. */
  readonly perHour: ShareCell
}

// A longer wait between two edits is a pause, not work on the next one.
const PAUSE_MS = 5 * 60_000
const FEWEST = 10

/** The convention of `editSpeeds`, as shown. */
export const speedConvention = (newest: number): string =>
  `Edits of segments / hours of work, over the newest ${newest.toLocaleString('en-GB')} entries of the project's history. Work is the sum of the waits between two edits of the annotator that follow each other within 5 minutes.`

/** Edits of segments per hour for each author, from entries of the history in any order. */
export function editSpeeds(
  entries: readonly TimedEdit[],
  authorIds: readonly string[]
): readonly EditSpeed[] {
  const times = new Map(authorIds.map((id) => [id, [] as number[]]))
  for (const { authorId, at, command } of entries) {
    const time = Date.parse(at)
    if (command.startsWith('segment-') && !Number.isNaN(time)) times.get(authorId)?.push(time)
  }
  return [...times].map(([authorId, list]): EditSpeed => {
    list.sort((a, b) => a - b)
    let work = 0
    let steps = 0
    for (let i = 1; i < list.length; i++) {
      const wait = (list[i] ?? 0) - (list[i - 1] ?? 0)
      if (wait > PAUSE_MS) continue
      work += wait
      steps++
    }
    const edits = list.length
    if (edits < FEWEST || steps < FEWEST / 2 || work < 1000)
      return {
        authorId,
        edits,
        perHour: {
          value: null,
          reason: `Fewer than ${FEWEST} edits of segments made one after another by hand.`
        }
      }
    return { authorId, edits, perHour: { value: steps / (work / 3_600_000) } }
  })
}
