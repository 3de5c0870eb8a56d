import type { Action } from './actions'
import { currentSegment, takesLabels } from './desk-segments'
import { taskOfTrack } from './desk-values'
import { showInspector } from './layout'
import { trackOf } from './project'
import { select } from './selection'

/** The answer of the current segment is written in words. */
function asksForWords(): boolean {
  const track = trackOf(currentSegment()?.trackId)
  const kind = takesLabels(track) ? taskOfTrack(track)?.kind : undefined
  return kind === 'terms' || kind === 'explanation'
}

/** Put the cursor where words or an explanation are written; Escape gives the keys back to the desk. */
function writeAnswer(): void {
  const segment = currentSegment()
  if (!segment) return
  select({ trackId: segment.trackId, segmentIds: [segment.id] })
  showInspector(true)
  // A field that is there takes the very next letter; else the inspector draws the segment first.
  if (!focusAnswer()) requestAnimationFrame(() => requestAnimationFrame(focusAnswer))
}

/** Focus the field of the answer; false while there is none. */
function focusAnswer(): boolean {
  const field = document.querySelector<HTMLElement>('input[data-answer-field], [data-answer-field] textarea')
  field?.focus()
  return field !== null
}

/** What is done to answers beyond labels. */
export const valueActions: readonly Action[] = [
  {
    id: 'answer.write',
    title: 'Write the words or the explanation',
    group: 'Labels',
    keys: ['KeyA'],
    when: asksForWords,
    run: writeAnswer
  }
]
