import type { Track } from '../../domain/rows'
import { timingOf } from '../../values/timing'
import type { RowReader } from '../command'
import { answerInScheme, type Answer } from './answer-in-scheme'

/** What time without a segment says on a track: the label that its scheme gives to gaps; nothing where it gives none. */
export function gapAnswer(rows: RowReader, track: Track): Partial<Answer> {
  const { gapLabel } = timingOf(rows.get('scheme', track.schemeId), track.attributeId)
  if (gapLabel === undefined) return {}
  const answer = answerInScheme(rows, track, { label: gapLabel })
  return answer.ok ? answer.value : {}
}
