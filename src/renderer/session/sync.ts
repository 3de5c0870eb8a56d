import type { Stream, Track } from '../../shared/domain/rows'
import type { StreamSync, SyncAnchor } from '../../shared/domain/stream-sync'
import { micros, toMaster, toMedia } from '../../shared/domain/time'
import type { Micros } from '../../shared/domain/time'
import { fitClock } from '../../shared/sync/fit-clock'
import type { ClockFit } from '../../shared/sync/fit-clock'
import { matchEvents } from '../../shared/sync/match-events'
import type { ClockEvent } from '../../shared/sync/match-events'
import { call } from '../client'
import { clock } from './clock'
import { showPanel } from './layout'
import { ensureSegments, project, recordingOf, segmentsOfTrack, streamsOf, tracksOf } from './project'
import { apply, command } from './edit'
import { selection } from './selection'
import { makeStore } from './store'
import { toast, toastError } from './toasts'

/** Anchors that were found or marked and are not used yet. */
export interface SyncProposal {
  readonly method: StreamSync['method']
  readonly againstId: string | undefined
  readonly anchors: readonly SyncAnchor[]
  /** What else is to be known: how many events found no partner, how alike two sounds are. */
  readonly note: string | undefined
}

interface SyncState {
  /** Stream that is being placed. */
  readonly streamId: string | undefined
  /** One half of an anchor, waiting for the other. */
  readonly half: { readonly master?: Micros; readonly media?: Micros }
  readonly proposal: SyncProposal | undefined
  /** A search is under way. */
  readonly searching: boolean
}

const nothing: SyncState = { streamId: undefined, half: {}, proposal: undefined, searching: false }
const store = makeStore<SyncState>(nothing)
export const useSync = <T>(selector: (state: SyncState) => T): T => store(selector)
export const syncState = (): SyncState => store.getState()

/** Open the panel, with a stream where one is meant. */
export function openSync(streamId?: string): void {
  if (streamId !== undefined) chooseStream(streamId)
  showPanel('sync')
}

/** Place another stream. What was found for the one before is forgotten. */
export const chooseStream = (streamId: string): void => store.setState({ ...nothing, streamId })

/** The stream that is being placed: the chosen one of the open recording, else the first that is not the leading video or sound. */
export function placedStream(streams: readonly Stream[], chosen: string | undefined): Stream | undefined {
  const own = streams.find(({ id }) => id === chosen)
  const leader = streams.find(({ kind }) => kind === 'video') ?? streams.find(({ kind }) => kind === 'audio')
  return own ?? streams.find(({ fileId }) => fileId !== leader?.fileId) ?? streams[0]
}

/** What a stream is called beside others: its file, and its own name where the file has several. */
export function streamTitle(stream: Stream): string {
  const { index } = project()
  const file = index.files.get(stream.fileId)?.path.split(/[\\/]/).at(-1)
  const alone = streamsOf(stream.recordingId).filter(({ fileId }) => fileId === stream.fileId).length < 2
  return file === undefined ? stream.name : alone ? file : `${file}, ${stream.name}`
}

/** The stream of the open recording that keys place. */
function current(): Stream | undefined {
  const { recordingId } = selection()
  return recordingId === undefined
    ? undefined
    : placedStream(streamsOf(recordingId), store.getState().streamId)
}

/** Mark this moment as one seen in the recording (`master`) or in the stream that is being placed (`media`); the second half makes the anchor. */
export function mark(side: 'master' | 'media'): void {
  const stream = current()
  if (!stream) return toast('Open a recording with a stream to place first.')
  const now = clock.get()
  const half = {
    ...store.getState().half,
    [side]: side === 'master' ? now : toMedia(stream, now)
  }
  if (half.master === undefined || half.media === undefined)
    return store.setState({ streamId: stream.id, half })
  const before = store.getState().proposal ?? kept(stream)
  store.setState({
    streamId: stream.id,
    half: {},
    proposal: {
      method: 'anchors',
      againstId: undefined,
      anchors: byTime([...(before?.anchors ?? []), { media: half.media, master: half.master }]),
      note: undefined
    }
  })
}

/** Anchors that are already used, to which more are added. */
const kept = (stream: Stream): SyncProposal | undefined =>
  stream.sync && stream.sync.anchors.length > 0
    ? { ...stream.sync, againstId: stream.sync.againstId, note: undefined }
    : undefined

const byTime = (anchors: readonly SyncAnchor[]): readonly SyncAnchor[] =>
  [...anchors].sort((a, b) => a.media - b.media)

/** Forget what was marked or found. */
export const discard = (): void => store.setState({ half: {}, proposal: undefined })

/** Leave one anchor out. */
export function removeAnchor(stream: Stream, index: number): void {
  const from = store.getState().proposal ?? kept(stream)
  if (from)
    store.setState({
      streamId: stream.id,
      proposal: { ...from, anchors: from.anchors.filter((_, i) => i !== index) }
    })
}

/** What is shown: the proposal, else the anchors in use. */
export const shownAnchors = (stream: Stream, proposal: SyncProposal | undefined): readonly SyncAnchor[] =>
  proposal?.anchors ?? stream.sync?.anchors ?? []

/** Where the proposal puts the stream. Times of anchors are on the file's own clock, so they do not change with its place. */
export const fitOf = (stream: Stream, anchors: readonly SyncAnchor[]): ClockFit | undefined =>
  fitClock(anchors, stream.driftPpm)

/** Place the stream as proposed. */
export async function acceptProposal(stream: Stream): Promise<void> {
  const { proposal } = store.getState()
  const fit = proposal && fitOf(stream, proposal.anchors)
  if (!proposal || !fit) return
  const { method, againstId, anchors } = proposal
  const sync: StreamSync = {
    method,
    ...(againstId === undefined ? {} : { againstId }),
    anchors: [...anchors]
  }
  if (await place(stream, { offset: fit.offset, driftPpm: fit.driftPpm, sync })) discard()
}

/** Place a stream; where its labels would begin before the recording does, the recording starts earlier in the same edit. */
export async function place(
  stream: Stream,
  to: { readonly offset: Micros; readonly driftPpm: number; readonly sync: StreamSync | null }
): Promise<boolean> {
  const earliest = earliestOf(stream, to)
  const by = earliest < 0 ? micros(Math.ceil(-earliest)) : 0
  const later = (time: number): Micros => micros(time + by)
  const done = await apply([
    ...(by > 0 ? [command('recording-shift', { id: stream.recordingId, by })] : []),
    command('stream-sync', {
      id: stream.id,
      offset: later(to.offset),
      driftPpm: to.driftPpm,
      sync: to.sync && {
        ...to.sync,
        anchors: to.sync.anchors.map((anchor) => ({ ...anchor, master: later(anchor.master) }))
      }
    })
  ])
  if (done && by > 0)
    toast(
      `“${recordingOf(stream.recordingId)?.name ?? 'The recording'}” now starts ${(by / 1e6).toFixed(3)} s earlier, because ${streamTitle(stream)} began before the rest.`,
      {
        hint: 'Everything in it moved along, so nothing changed its place beside anything else.'
      }
    )
  return done !== undefined
}

/** Place a stream by an offset in seconds or a drift in parts per million that was typed; what is no number is told. */
export function placeTyped(stream: Stream, text: string, what: 'offset' | 'drift'): void {
  const value = Number(text.replace(',', '.').replace(/\s*(s|ppm)$/, ''))
  if (text.trim() === '' || !Number.isFinite(value) || (what === 'drift' && Math.abs(value) > 10_000))
    return toast(`“${text}” is not ${what === 'offset' ? 'a number of seconds' : 'a drift'}.`, {
      tone: 'bad',
      hint:
        what === 'offset'
          ? 'Write the offset as 0.040 or -1.5.'
          : 'Write the drift in parts per million, between -10000 and 10000. One second in an hour is 278.'
    })
  void place(stream, {
    offset: what === 'offset' ? micros(value * 1e6) : stream.offset,
    driftPpm: what === 'drift' ? value : stream.driftPpm,
    sync: { method: 'typed', anchors: [] }
  })
}

/** Master time at which the first label that goes with the stream would begin; 0 where none would begin before zero. */
function earliestOf(stream: Stream, to: { readonly offset: Micros; readonly driftPpm: number }): number {
  const starts = tracksOnClock(stream).flatMap((track) => segmentsOfTrack(track.id).map(({ start }) => start))
  return starts.reduce((least, start) => Math.min(least, toMaster(to, toMedia(stream, start))), 0)
}

/** Tracks whose times are on a stream's clock. */
export const tracksOnClock = (stream: Stream): readonly Track[] =>
  tracksOf(stream.recordingId).filter(({ streamId }) => streamId === stream.id)

/** Pair the events of two tracks: one on the stream's clock, one that is in place. */
export async function findByEvents(stream: Stream, own: Track, other: Track, codes: boolean): Promise<void> {
  await ensureSegments(stream.recordingId)
  const media = eventsOf(own, (time) => toMedia(stream, time))
  const master = eventsOf(other, (time) => time)
  const match = matchEvents(media, master, { codes })
  if (!match || match.anchors.length === 0)
    return toast('No events of the two tracks agree.', {
      hint: codes ? 'Try it without asking for equal codes.' : 'Choose other tracks, or set anchors by hand.'
    })
  propose({
    method: 'events',
    againstId: other.id,
    anchors: match.anchors,
    note: `${match.anchors.length} of ${media.length} events have a partner among ${master.length}`
  })
}

const eventsOf = (track: Track, clockOf: (time: number) => number): readonly ClockEvent[] =>
  segmentsOfTrack(track.id).map(({ start, label, text }) => ({
    time: clockOf(start),
    code: label ?? text ?? ''
  }))

/** Find where the sound of a stream occurs in another. */
export const findBySound = (stream: Stream, against: Stream): Promise<void> =>
  search(async () => {
    const { anchors, correlation } = await call('sync.sounds', { streamId: stream.id, againstId: against.id })
    if (anchors.length === 0) return
    propose({
      method: 'sound',
      againstId: against.id,
      anchors,
      note: `Their loudness correlates with ${correlation?.toFixed(2) ?? 'an unknown value'}; ${anchors.length} stretches agree sample by sample`
    })
  })

/** Pair claps and flashes of two streams. */
export const findByMoments = (stream: Stream, against: Stream): Promise<void> =>
  search(async () => {
    const [own, other] = [
      await call('sync.moments', { streamId: stream.id }),
      await call('sync.moments', { streamId: against.id })
    ]
    const master = other.map(({ time }) => ({
      time: against.offset + time * (1 + against.driftPpm / 1e6),
      code: ''
    }))
    const match = matchEvents(
      own.map(({ time }) => ({ time, code: '' })),
      master,
      { codes: false }
    )
    if (!match || match.anchors.length === 0)
      return toast(
        `${own.length} moments stand out in ${streamTitle(stream)} and ${other.length} in ${streamTitle(against)}; none agree.`,
        {
          hint: 'Set anchors by hand: mark a moment that can be seen or heard in both.'
        }
      )
    propose({
      method: 'flash',
      againstId: against.id,
      anchors: match.anchors,
      note: `${match.anchors.length} of ${own.length} and ${other.length} moments that stand out agree${match.anchors.length < 3 ? '; listen to them before you trust them' : ''}`
    })
  })

/** Place a stream by the times of day that the files tell. */
export function findByClock(stream: Stream, against: Stream): void {
  const own = Date.parse(stream.info.startedAt ?? '')
  const other = Date.parse(against.info.startedAt ?? '')
  if (!Number.isFinite(own) || !Number.isFinite(other)) return
  const master = micros(against.offset + (own - other) * 1000)
  propose({
    method: 'clock',
    againstId: against.id,
    anchors: [{ media: micros(0), master, note: 'Start of the file' }],
    note: 'By the clocks of the devices, which are rarely better than a second'
  })
}

const propose = (proposal: SyncProposal): void =>
  store.setState({ proposal: { ...proposal, anchors: byTime(proposal.anchors) }, half: {} })

async function search(work: () => Promise<void>): Promise<void> {
  store.setState({ searching: true })
  try {
    await work()
  } catch (error) {
    toastError(error)
  } finally {
    store.setState({ searching: false })
  }
}
