import type { Author, MediaFile, Person, Stream, Track } from '../../../shared/domain/rows'

/** One line of the timeline. */
export type Lane =
  | {
      readonly kind: 'waveform'
      readonly id: string
      readonly title: string
      readonly detail: string
      readonly stream: Stream
    }
  /** A piece of music as notes. */
  | {
      readonly kind: 'notes'
      readonly id: string
      readonly title: string
      readonly detail: string
      readonly stream: Stream
    }
  | {
      readonly kind: 'track'
      readonly id: string
      readonly title: string
      readonly detail: string
      readonly track: Track
      /** Name of the track itself where it says more than its author does, and whom it is about. */
      readonly own?: string
      readonly person?: string
      readonly author: Author | undefined
      /** How many of the tracks shown stand above it; 0 for one by itself. */
      readonly depth: number
    }
  | { readonly kind: 'difference'; readonly id: string; readonly title: string; readonly detail: string }
  | { readonly kind: 'versus'; readonly id: string; readonly title: string; readonly detail: string }
  | {
      readonly kind: 'signal'
      readonly id: string
      readonly title: string
      readonly detail: string
      readonly stream: Stream
      /** Indices of the stream's channels shown here; all share one unit. */
      readonly channels: readonly number[]
    }

/** Order, hidden lanes and heights as the user left them; saved with the project. */
export interface LanePrefs {
  readonly order: readonly string[]
  readonly hidden: readonly string[]
  readonly heights: Readonly<Record<string, number>>
  /** Lanes of models stay out of sight, in every recording. */
  readonly withoutModels?: boolean
}
export const noPrefs: LanePrefs = { order: [], hidden: [], heights: {} }

export const DIFFERENCE_ID = 'difference'
const VERSUS_ID = 'versus'
const HEIGHTS = { waveform: 64, notes: 150, track: 28, difference: 16, versus: 18 } as const
const CHANNEL_PX = 21
/** Each dimension of a trace has room for its name and range. */
const TRACE_ROW_PX = 44
/** Lanes of many channels start with these many. */
const CHANNELS_AT_FIRST = 8
const ONE_CHANNEL_PX = 52

interface LaneSource {
  readonly streams: readonly Stream[]
  readonly tracks: readonly Track[]
  readonly authors: ReadonlyMap<string, Author>
  readonly persons: ReadonlyMap<string, Person>
  /** Absent: sounds are not told apart by their files. */
  readonly files?: ReadonlyMap<string, MediaFile>
  readonly currentAuthorId: string | undefined
  /** Two candidates were compared here: there is a lane of what one put right and broke. */
  readonly versus?: boolean
}

/** All lanes of a recording: sound, then tracks (mine, people, imports, models), their difference, then signals. */
export function lanesOf(source: LaneSource): readonly Lane[] {
  // Per-frame scores are drawn over the picture; their lanes would be empty.
  const tracks = source.tracks
    .filter((track) => track.kind !== 'frames')
    .sort((a, b) => rank(source, a) - rank(source, b) || a.position - b.position)
  const difference: Lane[] =
    tracks.length > 1 ? [{ kind: 'difference', id: DIFFERENCE_ID, title: 'difference', detail: '' }] : []
  return [
    ...waveformLanes(source),
    ...source.streams.filter((stream) => stream.kind === 'notes').map(notesLane),
    ...(source.versus
      ? [{ kind: 'versus' as const, id: VERSUS_ID, title: 'A → B', detail: 'put right, broken' }]
      : []),
    ...nested(tracks).map(({ track, depth }) => ({ ...trackLane(source, track), depth })),
    ...difference,
    ...source.streams.filter((stream) => stream.kind === 'signal').flatMap(signalLanes)
  ]
}

/** Lanes in the user's order without the hidden ones; lanes the user never moved keep their place after their neighbours. */
export function arrange(lanes: readonly Lane[], prefs: LanePrefs): readonly Lane[] {
  const place = new Map(prefs.order.map((id, index) => [id, index]))
  const keyed = lanes.map((lane, index) => ({
    lane,
    key: place.get(lane.id) ?? anchored(lanes, index, place)
  }))
  return keyed
    .sort((a, b) => a.key - b.key)
    .map(({ lane }) => lane)
    .filter((lane) => !prefs.hidden.includes(lane.id))
    .filter((lane) => !prefs.withoutModels || lane.kind !== 'track' || lane.author?.kind !== 'model')
}

/** Tracks with those that lie within another right below it, deeper by one. */
function nested(tracks: readonly Track[]): readonly { readonly track: Track; readonly depth: number }[] {
  const ids = new Set(tracks.map((track) => track.id))
  const seen = new Set<string>()
  const walk = (track: Track, depth: number): { track: Track; depth: number }[] => {
    if (seen.has(track.id)) return []
    seen.add(track.id)
    const below = tracks.filter((other) => other.parentId === track.id)
    return [{ track, depth }, ...below.flatMap((other) => walk(other, depth + 1))]
  }
  return tracks
    .filter((track) => track.parentId === undefined || !ids.has(track.parentId))
    .flatMap((track) => walk(track, 0))
}

/** Height of a lane in pixels: the user's, else what its content needs. */
export function heightOf(lane: Lane, prefs: LanePrefs): number {
  const chosen = prefs.heights[lane.id]
  if (chosen !== undefined) return chosen
  if (lane.kind === 'track' && lane.track.kind === 'trace')
    return TRACE_ROW_PX * traceRows(lane.track.trace?.dims.length ?? 1)
  if (lane.kind !== 'signal') return HEIGHTS[lane.kind]
  return lane.channels.length === 1
    ? ONE_CHANNEL_PX
    : Math.min(lane.channels.length, CHANNELS_AT_FIRST) * CHANNEL_PX
}

/** How many channels fit in a height. */
export const channelsIn = (heightPx: number, channels: number): number =>
  Math.max(1, Math.min(channels, Math.floor(heightPx / (CHANNEL_PX - 5))))

/** From this many values on curves below each other cannot be told apart: they become one strip of colours. */
export const STRIP_FROM = 8

/** Rows that a trace of some values takes. */
const traceRows = (dims: number): number => (dims < STRIP_FROM ? Math.max(1, dims) : 2)

/** Move a lane before another (or to the end), as a new order. */
export function moveLane(
  shown: readonly Lane[],
  id: string,
  beforeId: string | undefined
): readonly string[] {
  const rest = shown.map((lane) => lane.id).filter((each) => each !== id)
  const at = beforeId === undefined ? rest.length : rest.indexOf(beforeId)
  return [...rest.slice(0, at), id, ...rest.slice(at)]
}

/** The order after moving a lane past its neighbour; undefined at the end of the list. */
export function stepLane(shown: readonly Lane[], id: string, step: 1 | -1): readonly string[] | undefined {
  const ids = shown.map((lane) => lane.id)
  const at = ids.indexOf(id)
  const other = ids[at + step]
  if (at < 0 || other === undefined) return undefined
  return ids.map((each) => (each === id ? other : each === other ? id : each))
}

/** A lane without a place of its own follows the nearest placed one above it. */
function anchored(lanes: readonly Lane[], index: number, place: ReadonlyMap<string, number>): number {
  for (let above = index - 1; above >= 0; above--) {
    const at = place.get(lanes[above]?.id ?? '')
    if (at !== undefined) return at + (index - above) / 1000
  }
  return -1 + index / 1000
}

function rank({ authors, currentAuthorId }: LaneSource, track: Track): number {
  // Words belong to the sound above them.
  if (track.kind === 'utterances') return -1
  // Ratings are tall; what is labelled stays in view above them.
  if (track.kind === 'trace') return track.authorId === currentAuthorId ? 5 : 6
  if (track.authorId === currentAuthorId) return 0
  const kind = authors.get(track.authorId)?.kind
  return kind === 'gold' ? 1 : kind === 'human' ? 2 : kind === 'import' ? 3 : 4
}

/** Sounds; several are called by their files, those of one file by their names in it. */
function waveformLanes({ streams, files }: LaneSource): readonly Lane[] {
  const sounds = streams.filter(({ kind }) => kind === 'audio')
  return sounds.map((stream) => {
    const path = files?.get(stream.fileId)?.path
    if (sounds.length < 2 || path === undefined) return waveformLane(stream, 'Audio')
    const file = path.split(/[\\/]/).at(-1) ?? path
    const alone = sounds.filter(({ fileId }) => fileId === stream.fileId).length < 2
    return waveformLane(stream, alone ? file : `${file}, ${stream.name}`)
  })
}

function waveformLane(stream: Stream, title: string): Lane {
  const channels = stream.info.channelCount
  const detail =
    channels === 1 ? 'mono' : channels === 2 ? 'left + right' : channels ? `${channels} channels` : ''
  return { kind: 'waveform', id: `wave:${stream.id}`, title, detail, stream }
}

function notesLane(stream: Stream): Lane {
  return { kind: 'notes', id: `notes:${stream.id}`, title: 'Notes', detail: stream.name, stream }
}

function trackLane(
  { authors, persons, tracks }: LaneSource,
  track: Track
): Extract<Lane, { readonly kind: 'track' }> {
  const author = authors.get(track.authorId)
  const person = track.personId === undefined ? undefined : persons.get(track.personId)?.name
  const name = author?.name ?? track.name
  const beside = tracks.filter((other) => other.authorId === track.authorId && other.kind === 'segments')
  const lane = { kind: 'track', id: `track:${track.id}`, track, author, depth: 0 } as const
  if (track.kind === 'utterances')
    return { ...lane, title: track.name, detail: track.layer ?? (track.name === name ? '' : name) }
  // A model names its tracks by what it found; a person who gave a track a name wants to see it.
  const named =
    track.name !== name && track.name !== person && (beside.length > 1 || author?.kind === 'human')
  const own = named && !(person !== undefined && author?.kind === 'model') ? track.name : undefined
  return { ...lane, title: name, own, person, detail: [own, person].filter(Boolean).join(', ') }
}

/** One lane for each unit of a stream, because channels of one lane share their scale. */
function signalLanes(stream: Stream): readonly Lane[] {
  const channels = stream.info.channels ?? []
  const units = new Map<string, number[]>()
  channels.forEach((channel, index) => units.set(channel.unit, [...(units.get(channel.unit) ?? []), index]))
  return [...units].map(([unit, indices]): Lane => {
    const only = indices.length === 1 ? channels[indices[0] ?? 0]?.label : undefined
    return {
      kind: 'signal',
      id: `signal:${stream.id}:${unit}`,
      title: only ?? stream.name,
      detail: unitText(unit),
      stream,
      channels: indices
    }
  })
}

/** Units as they are printed: file formats write the micro sign as u. */
const unitText = (unit: string): string => unit.replace(/^u(?=[VASFlLgm]$)/, 'µ')
