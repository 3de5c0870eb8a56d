import type { ImportedTrack } from '../../../../shared/domain/imported'
import { fromSeconds } from '../../../../shared/domain/time'
import type { Found } from '../format'
import { vocabularyOf } from '../vocabulary'
import type { TrialTime } from './timeline'

const NAME = 'Trials'

/** Where trials and their baselines lie, as a track. Its scheme is the same in every file, so that recordings share it. */
export function trialsTrack(times: readonly TrialTime[], count: number): Pick<Found, 'tracks' | 'schemes'> {
  const labels = ['Baseline', 'Trial'].map((name) => ({ id: name, name }))
  const { ids, schemeId, attributeId, scheme } = vocabularyOf(NAME, [], { id: NAME, name: NAME, labels })
  const segment = (
    label: string,
    span: { readonly start: number; readonly end: number },
    comment?: string
  ): ImportedTrack['segments'] =>
    span.end > span.start
      ? [
          {
            start: fromSeconds(span.start),
            end: fromSeconds(span.end),
            label: ids.get(label),
            ...(comment === undefined ? {} : { comment }),
            flagged: false,
            origin: { kind: 'import' }
          }
        ]
      : []
  const segments = times.flatMap(({ number, rest, from, start, end }) => [
    ...(rest ? segment('Baseline', rest) : []),
    ...segment('Baseline', { start: from, end: start }),
    ...segment('Trial', { start, end }, `Trial ${number} of ${count}`)
  ])
  return {
    tracks: [{ name: NAME, authorName: 'Imported', schemeId, attributeId, kind: 'segments', segments }],
    ...(scheme ? { schemes: [scheme] } : {})
  }
}
