import type { RowChange } from '../../shared/commands/command'
import type { Author, Segment, Track } from '../../shared/domain/rows'
import type { Assignment, AssignmentItem } from '../../shared/domain/study'
import { leadNames, leadsOf, mayLead } from '../../shared/study/may-lead'
import type { Db } from './database'
import { refusal } from './revisions'
import { allRows, getRow } from './row-store'
import { viewerOf } from './viewer'

/** What only a lead does, and whose own work it is about. */
interface LeadStep {
  readonly what: string
  readonly besides?: string
}

/**
 * Hold what only leads of the study do, whatever writes the rows: giving work, locking and unlocking it, revealing blind
 * work, deciding gold standards, and saying who leads. Both the author of the edit and the one who works here must lead.
 * While nobody is named as lead everybody may, as before there were leads. Call it before the rows are changed.
 */
export function leadGuard(db: Db, authorId: string): (changes: readonly RowChange[]) => void {
  const authors = allRows(db, 'author')
  if (leadsOf(authors).length === 0) return () => undefined
  const who = [authorId, viewerOf(db)]
  const goldIds = new Set(authors.filter(({ kind }) => kind === 'gold').map(({ id }) => id))
  const lanes = new Map<string, Track | undefined>()
  const laneOf = (trackId: string): Track | undefined => {
    if (!lanes.has(trackId)) lanes.set(trackId, getRow(db, 'track', trackId))
    return lanes.get(trackId)
  }
  return (changes) => {
    for (const change of changes) {
      const step = leadStep(db, change, goldIds, laneOf)
      if (!step || who.every((id) => mayLead(authors, id, step.besides))) continue
      throw refusal(
        'study.lead-only',
        `Only ${leadNames(authors)}, who ${leadsOf(authors).length === 1 ? 'leads' : 'lead'} this study, ${step.what}.`,
        'Switch to the lead, or ask for the role: it is given with the annotator’s colour and perspective, in the library.'
      )
    }
  }
}

function leadStep(
  db: Db,
  change: RowChange,
  goldIds: ReadonlySet<string>,
  laneOf: (trackId: string) => Track | undefined
): LeadStep | undefined {
  const { table, before, after } = change
  if (table === 'assignment')
    return { what: revealed(change) ? 'reveals blind work' : 'gives work or changes what was given' }
  if (table === 'item')
    return itemStep(db, before as AssignmentItem | undefined, after as AssignmentItem | undefined)
  if (table === 'gold') return { what: 'changes gold standards' }
  if (table === 'author') {
    const [was, is] = [before, after] as readonly (Author | undefined)[]
    return (was?.lead ?? false) === (is?.lead ?? false) ? undefined : { what: 'says who leads' }
  }
  if (goldIds.size === 0 || (table !== 'track' && table !== 'segment')) return undefined
  const track =
    table === 'track' ? ((before ?? after) as Track) : laneOf(((before ?? after) as Segment).trackId)
  return track && goldIds.has(track.authorId) && saysOther(change)
    ? { what: 'decides gold standards' }
    : undefined
}

const revealed = ({ before, after }: RowChange): boolean =>
  (before as Assignment | undefined)?.blind === true && (after as Assignment | undefined)?.blind === false

/** Giving or taking a recording, and every step over the lock. Of blind work and practice somebody else than its annotator decides. */
function itemStep(
  db: Db,
  before: AssignmentItem | undefined,
  after: AssignmentItem | undefined
): LeadStep | undefined {
  if (!before || !after) return { what: 'gives work or changes what was given' }
  if ((before.state === 'locked') === (after.state === 'locked')) return undefined
  const assignment = getRow(db, 'assignment', after.assignmentId)
  const guarded = assignment !== undefined && (assignment.blind || assignment.calibration !== undefined)
  return { what: 'locks and unlocks work', ...(guarded ? { besides: assignment.authorId } : {}) }
}

/** Comments, flags and the order of lanes decide nothing. */
const LOOSE: ReadonlySet<string> = new Set(['comment', 'flagged', 'position', 'locked'])

function saysOther({ before, after }: RowChange): boolean {
  if (!before || !after) return true
  const [then, now] = [before, after] as readonly Readonly<Record<string, unknown>>[]
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].some(
    (field) => !LOOSE.has(field) && JSON.stringify(then?.[field]) !== JSON.stringify(now?.[field])
  )
}
