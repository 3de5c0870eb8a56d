import type { MediaFile, Recording, Stream } from '../../shared/domain/rows'
import { micros } from '../../shared/domain/time'
import { registerActions } from './actions'
import { clock } from './clock'
import { deskActions } from './desk-actions'
import { clearProgress } from './desk-progress'
import { layoutStore, showPanel, showPanelIn } from './layout'
import { isPlayable, openPlayback } from './playback'
import { ratingActions } from './rating/take-flow'
import { filesOf, project, projectStore, recordingOf, streamsOf } from './project'
import { selection, selectionStore } from './selection'
import { minSpanFor, viewport } from './viewport'

let started = false

/** Keep media, clock and time axis on the open recording. Every panel of the desk calls it; the first call counts. */
export function startDesk(): void {
  if (started) return
  started = true
  registerActions(deskActions)
  registerActions(ratingActions)
  let close: (() => void) | undefined
  let opened = ''
  let shownId: string | undefined
  let medium: Recording['medium']
  // By identity: opening another recording forgets the wish, and its numbers begin anew.
  let served = selection().seekRequest

  const followRecording = (): void => {
    const recording = recordingOf(selection().recordingId)
    const files = recording ? filesOf(recording.id) : []
    const streams = recording ? streamsOf(recording.id) : []
    const key = recording ? playbackKey(recording, files) : ''
    if (key !== opened) {
      opened = key
      close?.()
      close = recording && openPlayback(recording, files, streams)
      if (recording?.id !== shownId) {
        clock.setLooping(false)
        clearProgress()
      }
    }
    if (recording) followLength(recording, streams, recording.id !== shownId)
    if (recording?.id !== shownId) clock.seek(0)
    if (recording && recording.medium !== medium) {
      showMedium(recording.medium, medium)
      medium = recording.medium
    }
    shownId = recording?.id
  }
  const followWishes = (): void => {
    const wish = selection().seekRequest
    if (!wish || wish === served) return
    served = wish
    const end = wish.until ?? wish.time
    viewport.getState().reveal(wish.time, end)
    if (wish.play && wish.until !== undefined) clock.playRange({ start: wish.time, end: wish.until }, false)
    else {
      clock.seek(wish.time)
      if (wish.play) clock.play()
    }
  }
  followRecording()
  selectionStore.subscribe(() => {
    followRecording()
    followWishes()
  })
  let index = project().index
  projectStore.subscribe((state) => {
    if (state.index === index) return
    index = state.index
    followRecording()
  })
}

/**
 * Pictures and documents are shown by panels of their own: from the usual layout the one for pages comes, and goes again
 * with a recording that has time. Other layouts stay, and the panel takes the place of the video.
 */
function showMedium(now: Recording['medium'], before: Recording['medium']): void {
  const { preset } = layoutStore.getState()
  const usual = preset === 'annotate' || preset === 'pages'
  const panel = now === 'image' ? 'gallery' : now === 'document' ? 'reading' : undefined
  if (panel) return usual ? showPanelIn('pages', panel) : showPanel(panel)
  if (before === 'image' || before === 'document') {
    if (preset === 'pages') showPanelIn('annotate', 'video')
    else showPanel('video')
  }
}

/** Media are opened again only when what can be played has changed. */
const playbackKey = (recording: Recording, files: readonly MediaFile[]): string =>
  [
    recording.id,
    ...files.filter(isPlayable).map((file) => `${file.id}:${file.path}:${file.proxyPath ?? ''}`)
  ].join('|')

function followLength(recording: Recording, streams: readonly Stream[], isNew: boolean): void {
  const duration = Math.max(
    recording.duration,
    ...streams.map((stream) => stream.offset + stream.duration),
    0
  )
  const rates = streams.flatMap((stream) => [
    stream.info.sampleRateHz ?? 0,
    ...(stream.info.channels ?? []).map((channel) => channel.rateHz)
  ])
  const limits = { duration: duration || 1_000_000, minSpan: minSpanFor(rates) }
  clock.setDuration(micros(duration))
  const current = viewport.getState().limits
  if (isNew) viewport.getState().reset(limits)
  else if (current.duration !== limits.duration || current.minSpan !== limits.minSpan)
    viewport.getState().setLimits(limits)
}
