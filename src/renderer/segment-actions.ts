import type { Action } from './session/actions'
import { selectedSegments } from './session/desk-segments'
import { openDialog } from './session/dialogs'
import { focusFind } from './session/find/find-state'
import { showPanel } from './session/layout'
import { project } from './session/project'
import { selection } from './session/selection'

const inProject = (): boolean => project().snapshot !== undefined
const hasSegments = (): boolean => selection().segmentIds.length > 0

/** Actions on many segments at once. */
export const segmentActions: readonly Action[] = [
  {
    id: 'find.open',
    title: 'Find segments…',
    group: 'Segments',
    keys: ['Ctrl+KeyF'],
    when: inProject,
    run: () => find('find')
  },
  {
    id: 'find.replace',
    title: 'Find and replace…',
    group: 'Segments',
    keys: ['Ctrl+KeyH'],
    when: inProject,
    run: () => find('replace')
  },
  {
    id: 'segment.batch',
    title: 'Change the selected segments…',
    group: 'Segments',
    keys: ['Ctrl+Shift+KeyH'],
    when: hasSegments,
    run: changeSelected
  },
  {
    id: 'prediction.acceptMany',
    title: 'Accept or reject predictions by confidence…',
    group: 'Segments',
    keys: ['Alt+KeyY'],
    when: inProject,
    run: () => openDialog({ id: 'predictions', props: { mode: 'decide' } })
  },
  {
    id: 'prediction.complete',
    title: 'Complete the rest of the track with a model…',
    group: 'Segments',
    when: () => selection().recordingId !== undefined,
    run: () => openDialog({ id: 'predictions', props: { mode: 'complete' } })
  }
]

function find(field: 'find' | 'replace'): void {
  showPanel('find')
  focusFind(field)
}

function changeSelected(): void {
  const segments = selectedSegments().map(({ id, trackId, comment }) => ({
    id,
    trackId,
    recordingId: selection().recordingId ?? '',
    comment
  }))
  openDialog({ id: 'batch', props: { segments } })
}
