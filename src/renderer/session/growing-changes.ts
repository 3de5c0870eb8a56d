import type { Events } from '../../shared/contract'

type Change = Events['changed']

/** Rows that a run adds are read again after this rest at the earliest ... */
const REST_MS = 2000
/** ... and reading them takes no more than this share of the time, however many there are by then. */
const READING_SHARE = 0.1

/**
 * Changes on their way to what reads the rows again. Those of a run that goes on are gathered and told now and then,
 * because reading ten thousand rows for every few hundred new ones would take the processor from the model that makes
 * them; all others are told at once, and bring along what was gathered where they end the run's work on a recording.
 */
export function growingChanges(read: (change: Change) => Promise<unknown>): {
  add(change: Change): void
  stop(): void
} {
  let held: Change | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let restUntil = 0
  const flush = async (): Promise<void> => {
    timer = undefined
    const change = held
    held = undefined
    if (!change) return
    const begun = performance.now()
    restUntil = Infinity
    await read(change)
    const now = performance.now()
    restUntil = now + Math.max(REST_MS, (now - begun) * (1 / READING_SHARE - 1))
    if (held) later()
  }
  const later = (): void => {
    if (restUntil < Infinity)
      timer ??= setTimeout(() => void flush(), Math.max(0, restUntil - performance.now()))
  }
  return {
    add(change) {
      if (change.growing) {
        held = held ? together(held, change) : change
        return later()
      }
      const gathered = held && change.tables.includes('run') ? together(held, change) : change
      if (gathered !== change) {
        held = undefined
        clearTimeout(timer)
        timer = undefined
      }
      void read(gathered)
    },
    stop: () => clearTimeout(timer)
  }
}

/** Two changes as one, the later one's revision. Rows without names stand for everything; a change without such rows names nothing. */
function together(one: Change, two: Change): Change {
  const both = (name: 'trackIds' | 'recordingIds'): readonly string[] => {
    if (!hasRows(two)) return one[name]
    return one[name].length === 0 || two[name].length === 0 ? [] : [...new Set([...one[name], ...two[name]])]
  }
  return {
    tables: [...new Set([...one.tables, ...two.tables])],
    revision: Math.max(one.revision, two.revision),
    trackIds: both('trackIds'),
    recordingIds: both('recordingIds')
  }
}

const hasRows = ({ tables }: Change): boolean =>
  tables.some((table) => table === 'segment' || table === 'track' || table === 'relation')
