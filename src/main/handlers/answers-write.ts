import type { Segment } from '../../shared/domain/rows'
import { micros } from '../../shared/domain/time'
import type { AnswerMapping } from '../../shared/external/answer-mapping'
import { answerTally } from '../../shared/external/answer-summary'
import type { AnswerTally } from '../../shared/external/answer-summary'
import type { AnswerKind, AnswerRow } from '../../shared/external/read-answer-row'
import type { AnswerUnit, UnitIndex } from '../../shared/external/unit-index'

/** A segment of an answer and the recording it belongs to. */
export interface PlacedAnswer {
  readonly recordingId: string
  readonly segment: Omit<Segment, 'id' | 'trackId'>
}

/** Places rows and counts what becomes of them. */
export interface AnswerWriter {
  take(rows: readonly AnswerRow[]): readonly PlacedAnswer[]
  readonly tally: AnswerTally
}

/** A writer for one file. Of several rows about one thing the first counts. */
export function answerWriter(mapping: AnswerMapping, kind: AnswerKind, index: UnitIndex): AnswerWriter {
  const tally = answerTally()
  const seen = new Set<string>()
  return {
    tally,
    take: (rows) =>
      rows.flatMap((row): readonly PlacedAnswer[] => {
        const found = index(row)
        if ('lost' in found) {
          tally.lost(row, found.lost)
          return []
        }
        const { unit } = found
        const key = `${unit.segmentId ?? unit.recordingId}/${unit.start}/${unit.end}/${unit.personId ?? ''}`
        if (seen.has(key)) {
          tally.repeated()
          return []
        }
        seen.add(key)
        tally.placed(row)
        // Shares that are none cannot be kept in any way.
        if (row.out && (mapping.invalid === 'reject' || kind === 'shares')) return []
        return [{ recordingId: unit.recordingId, segment: segmentOf(row, unit, mapping, kind) }]
      })
  }
}

/** Label of answers that are none of the scheme's. */
const OTHER = 'other'

function segmentOf(
  row: AnswerRow,
  unit: AnswerUnit,
  mapping: AnswerMapping,
  kind: AnswerKind
): PlacedAnswer['segment'] {
  const [first] = row.labels ?? []
  const label = first ?? (row.out && mapping.invalid === 'other' ? OTHER : undefined)
  const comment = row.reason ?? (row.out && mapping.invalid === 'keep-text' ? row.out.text : undefined)
  const confidence = row.confidence ?? (first === undefined ? undefined : shareOf(row.scores?.[first]))
  return {
    start: micros(unit.start),
    end: micros(unit.end),
    ...(label === undefined ? {} : { label }),
    ...(confidence === undefined ? {} : { confidence }),
    ...(row.scores ? { scores: row.scores } : {}),
    ...(comment === undefined || comment === '' ? {} : { comment }),
    ...(unit.personId === undefined ? {} : { personId: unit.personId }),
    ...valueOf(row, kind),
    flagged: false,
    extra: { answer: { line: row.line, ...(row.raw === undefined ? {} : { raw: row.raw }) } }
  }
}

function valueOf(row: AnswerRow, kind: AnswerKind): Pick<PlacedAnswer['segment'], 'value'> {
  if (kind === 'labels' && row.labels)
    return {
      value: {
        kind: 'labels',
        labels: Object.fromEntries(row.labels.map((label) => [label, row.scores?.[label] ?? null]))
      }
    }
  if (kind === 'shares' && row.shares) return { value: { kind: 'shares', shares: { ...row.shares } } }
  if (kind === 'terms' && row.terms) return { value: { kind: 'terms', terms: [...row.terms] } }
  if (kind === 'text' && row.terms)
    return { value: { kind: 'explanation', text: row.terms[0] ?? '', clues: [] } }
  if (kind === 'ratings' && row.ratings) return { value: { kind: 'ratings', ratings: { ...row.ratings } } }
  return {}
}

const shareOf = (value: number | undefined): number | undefined =>
  value !== undefined && value >= 0 && value <= 1 ? value : undefined
