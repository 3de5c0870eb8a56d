import type { AnswerMapping } from './answer-mapping'
import type { AnswerRow } from './read-answer-row'

/** A stretch of a recording that an answer can be about. */
export interface AnswerUnit {
  readonly recordingId: string
  readonly start: number
  readonly end: number
  readonly segmentId?: string
  readonly personId?: string
}

/** A recording and everything it may be called. */
export interface NamedRecording {
  readonly id: string
  readonly duration: number
  readonly names: readonly string[]
}

/** Where a row belongs; or the name that nothing in the project has. */
export type Placed = { readonly unit: AnswerUnit } | { readonly lost: string }

/** Finds the place of rows. */
export type UnitIndex = (row: AnswerRow) => Placed

/**
 * An index of recordings by name, and by the name or path of their files with or without ending, regardless of case
 * (a name that two have stands for neither); and of the segments that rows may name by id or by their place in the
 * recording's order. `persons`: names of the project's persons.
 */
export function unitIndex(
  mapping: AnswerMapping,
  recordings: readonly NamedRecording[],
  segments: readonly AnswerUnit[],
  persons: ReadonlyMap<string, string>
): UnitIndex {
  const byName = new Map<string, NamedRecording | undefined>()
  for (const recording of recordings)
    for (const name of new Set([recording.id, ...recording.names].flatMap(formsOf)))
      byName.set(name, byName.has(name) && byName.get(name) !== recording ? undefined : recording)
  const only = recordings.length === 1 ? recordings[0] : undefined
  const byId = new Map(segments.map((unit) => [unit.segmentId ?? '', unit]))
  const order = new Map<string, AnswerUnit[]>()
  for (const unit of [...segments].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const list = order.get(unit.recordingId)
    if (list) list.push(unit)
    else order.set(unit.recordingId, [unit])
  }
  const find = (name: string | undefined): NamedRecording | undefined =>
    name === undefined
      ? only
      : formsOf(name)
          .map((form) => byName.get(form))
          .find(Boolean)
  return (row) => {
    const personId = row.person === undefined ? undefined : persons.get(row.person.toLowerCase())
    const about = (unit: AnswerUnit): Placed => ({
      unit: personId === undefined ? unit : { ...unit, personId }
    })
    if (mapping.unit === 'segment') {
      const known = row.segment === undefined ? undefined : byId.get(row.segment)
      if (known) return about(known)
    }
    const recording = find(row.recording)
    if (!recording)
      return { lost: [row.recording, row.segment].filter(Boolean).join(' ') || `line ${row.line}` }
    if (mapping.unit === 'recording')
      return about({ recordingId: recording.id, start: 0, end: Math.max(1, recording.duration) })
    if (mapping.unit === 'segment') {
      const place = Number(row.segment) - mapping.firstIs
      const unit = Number.isInteger(place) ? order.get(recording.id)?.[place] : undefined
      return unit ? about(unit) : { lost: `${row.recording ?? ''} ${row.segment ?? ''}`.trim() }
    }
    const { start, end } = row
    if (start === undefined || end === undefined || !(end > start) || start < 0)
      return { lost: `${row.recording ?? ''} ${start ?? '?'}–${end ?? '?'} s`.trim() }
    return about({ recordingId: recording.id, start: Math.round(start * 1e6), end: Math.round(end * 1e6) })
  }
}

/** A name as it is, its last part, and that without ending; lower case. */
function formsOf(name: string): string[] {
  const whole = name.trim().normalize('NFC').toLowerCase().replaceAll('\\', '/')
  const last = whole.split('/').at(-1) ?? whole
  return [...new Set([whole, last, last.replace(/\.[a-z0-9]{1,5}$/, '')])]
}
