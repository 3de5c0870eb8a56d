import { useMemo } from 'react'
import type { CommandCall } from '../../../shared/contract'
import type { StreamView } from '../../../shared/domain/signal-rows'
import type { Stream } from '../../../shared/domain/rows'
import { samplesView } from '../../../shared/signal/signal-view'
import type { SignalView } from '../../../shared/signal/signal-view'
import { currentAuthorId } from '../author'
import { apply, command } from '../edit'
import { project, settledProject, useProject } from '../project'
import { followingMarks } from './reference-choice'
import { setOwnLook, showView, signalState, usualLook, useSignals } from './signal-state'
import type { SignalLook } from './signal-state'

/** How a stream is looked at: sizes and rows as this window remembers them, the view as the project has it. */
export function lookOf(streamId: string | undefined): SignalLook {
  if (streamId === undefined) return usualLook
  const { snapshot, index } = project()
  const { looks, views } = signalState()
  return together(
    looks[streamId],
    views[streamId],
    rowOf(snapshot?.streamViews, streamId),
    index.streams.get(streamId)
  )
}

/** Draw from it; another object only when something of it is another. */
export function useLook(streamId: string | undefined): SignalLook {
  const own = useSignals(({ looks }) => (streamId === undefined ? undefined : looks[streamId]))
  const saving = useSignals(({ views }) => (streamId === undefined ? undefined : views[streamId]))
  const row = useProject(({ snapshot }) => rowOf(snapshot?.streamViews, streamId))
  const stream = useProject(({ index }) => (streamId === undefined ? undefined : index.streams.get(streamId)))
  const text = useMemo(() => JSON.stringify(together(own, saving, row, stream)), [own, saving, row, stream])
  return useMemo<SignalLook>(() => JSON.parse(text), [text])
}

/** Change how a stream is looked at. Another view is an edit that can be undone; everything else this window remembers. */
export function setLook(streamId: string, { view, ...own }: Partial<SignalLook>): void {
  const before = lookOf(streamId)
  const normalise = view && { view: { ...ownView(streamId), normalise: view.normalise } }
  if (Object.keys(own).length > 0 || (view && view.normalise !== before.view.normalise))
    setOwnLook(streamId, { ...own, ...normalise })
  if (view) void setView(streamId, view)
}

/** See a stream through another view, together with other commands, as one edit. */
export async function setView(
  streamId: string,
  view: SignalView,
  before: readonly CommandCall[] = []
): Promise<void> {
  const { view: now } = lookOf(streamId)
  const part = changedPart(samplesView(now), samplesView(view))
  if (part === undefined && before.length === 0) return
  if (currentAuthorId() === undefined) {
    // Without an annotator there are no edits; the window remembers the view.
    setOwnLook(streamId, { view })
    return
  }
  showView(streamId, view)
  const answer = await apply([...before, command('stream-view', { streamId, view: samplesView(view), part })])
  if (answer) await settledProject(answer.revision)
  if (signalState().views[streamId] === view) showView(streamId, undefined)
}

function together(
  own: SignalLook = usualLook,
  saving: SignalView | undefined,
  row: StreamView | undefined,
  stream: Stream | undefined
): SignalLook {
  const { normalise } = own.view
  const view = saving ?? (row ? { ...row.view, ...(normalise ? { normalise } : {}) } : own.view)
  // What rests on marks of bad channels follows them, by undo too.
  return { ...own, view: stream ? followingMarks(view, stream) : view }
}

const rowOf = (
  views: readonly StreamView[] | undefined,
  streamId: string | undefined
): StreamView | undefined => views?.find(({ id }) => id === streamId)

/** The view that counts while the project has none of its own. */
const ownView = (streamId: string): SignalView => (signalState().looks[streamId] ?? usualLook).view

const PARTS = {
  without: 'components',
  reference: 'reference',
  filters: 'filters',
  rateHz: 'rate',
  made: 'electrodes'
} as const

/** What of a view is another one, for the title of the edit; undefined: nothing. */
function changedPart(before: SignalView, after: SignalView): string | undefined {
  const changed = (Object.keys(PARTS) as (keyof typeof PARTS)[]).filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key])
  )
  const [only] = changed
  return only === undefined ? undefined : changed.length === 1 ? PARTS[only] : 'everything'
}
