import { clock } from '../clock'
import { canEdit } from '../desk-segments'
import { edit } from '../drafts'
import { command, undo } from '../edit'
import { personOf, trackOf } from '../project'
import { select, selection, selectionStore } from '../selection'
import { makeStore } from '../store'
import { toast, withdrawToast } from '../toasts'
import { trackTitle } from '../track-edits'
import type { Track } from '../../../shared/domain/rows'
import { pictureTime } from './region-view'

/** A swap or merge that waits for the other track to be clicked. */
export interface PendingIdentity {
  readonly kind: 'swap' | 'merge'
  readonly trackId: string
}

const store = makeStore<{ readonly pending: PendingIdentity | undefined }>({ pending: undefined })
export const useIdentity = (): PendingIdentity | undefined => store((state) => state.pending)
export const identityPending = (): boolean => store.getState().pending !== undefined

let stopWaiting: (() => void) | undefined

/** First click of two: what is chosen now is one of them; the track clicked next, in picture or timeline, is the other. */
export function startIdentity(kind: PendingIdentity['kind'], trackId = selection().trackId): void {
  cancelIdentity()
  const track = trackOf(trackId)
  if (!track || !canEdit(track))
    return toast('Choose a track of yours first.', {
      hint: 'Faces that a model found become yours with “Edit the faces as regions”.'
    })
  clock.pause()
  select({ trackId: track.id })
  store.setState({ pending: { kind, trackId: track.id } })
  const message =
    kind === 'swap'
      ? `Click who is mistaken for ${nameOf(track)} from here on, in the picture or in the timeline.`
      : `Click who is the same as ${nameOf(track)}, in the picture or in the timeline.`
  toast(message, { hint: 'Esc leaves it.' })
  const stop = selectionStore.subscribe((now, before) => {
    if (now.recordingId !== before.recordingId) cancelIdentity()
    else if (now.trackId !== track.id && now.trackId !== undefined) void finish(kind, track, now.trackId)
  })
  stopWaiting = () => {
    stop()
    withdrawToast(message)
  }
}

/** Leave it. */
export function cancelIdentity(): void {
  stopWaiting?.()
  stopWaiting = undefined
  store.setState({ pending: undefined })
}

async function finish(kind: PendingIdentity['kind'], track: Track, otherId: string): Promise<void> {
  cancelIdentity()
  const other = trackOf(otherId)
  if (!other) return
  const call =
    kind === 'swap'
      ? command('tracks-swap', { a: track.id, b: otherId, from: pictureTime(clock.get()) })
      : command('tracks-merge', { into: track.id, from: otherId })
  select({ trackId: track.id, segmentIds: [] })
  if (!(await edit(track.recordingId, [call]))) return
  toast(
    kind === 'swap'
      ? `${nameOf(track)} and ${nameOf(other)} are swapped from here on.`
      : `${nameOf(other)} is part of ${nameOf(track)} now.`,
    { tone: 'good', action: { label: 'Undo', run: () => void undo() } }
  )
}

/** What a person calls an identity: who the track is about, else the track. */
const nameOf = (track: Track): string =>
  personOf(track.personId)?.name ?? (track.name === '' ? trackTitle(track) : track.name)
