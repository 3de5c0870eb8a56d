import type { Sliced } from '../../shared/agreement/sliced'
import type { FusionQuery } from '../../shared/contract/fusion'
import { labelsOf } from '../../shared/domain/labels'
import { fail, ok } from '../../shared/domain/problem'
import type { Result } from '../../shared/domain/problem'
import type { Recording, Track } from '../../shared/domain/rows'
import { alignSeries, rateCells, sampleCells } from '../../shared/fusion/align-series'
import type { FusionCells } from '../../shared/fusion/align-series'
import type { AlignedLane } from '../../shared/fusion/fuse-lane'
import type { FusionPlan } from '../../shared/fusion/fusion-plan'
import type { MemberSeries, ToTarget } from '../../shared/fusion/member-series'
import { scoresByGroups, scoresInTarget } from '../../shared/fusion/scores-in-target'
import type { Project } from '../store'
import { readSeries } from './fusion-series'
import type { PersonSeries, SeriesByPerson } from './fusion-series'
import { latestTracks } from './latest-tracks'
import { pagesOf } from './pages-of'

/** One person (or nobody in particular) in one recording, members on common cells. */
export interface FusionPlace {
  readonly recordingId: string
  /** Stable within the recording. */
  readonly personKey: string
  readonly name: string
  readonly personId?: string
  readonly lane: AlignedLane
}

/** What all places of a fusion have in common. */
export interface FusionFrame {
  readonly labels: readonly string[]
  /** What members are called, in rules and on the screen; all different. */
  readonly names: readonly string[]
  readonly recordings: readonly Recording[]
}

/** Who takes part and in which labels, or why it cannot be. */
export function fusionFrame(
  project: Project,
  { plan, recordingIds }: FusionQuery,
  scheme = project.get('scheme', plan.target.schemeId)
): Result<FusionFrame> {
  const labels = labelsOf(scheme, plan.target.attributeId).map(({ id }) => id)
  if (labels.length === 0)
    return fail(
      'fusion-labels',
      'The labels to fuse in are not part of the project any more.',
      'Choose other labels.'
    )
  const names: string[] = []
  for (const { authorId, name } of plan.members) {
    const author = project.get('author', authorId)
    if (!author) return fail('unknown-author', 'One of the members is not part of the project any more.')
    const wanted = name ?? author.name
    names.push(names.includes(wanted) ? `${wanted} ${names.length + 1}` : wanted)
  }
  const wanted = new Set(recordingIds)
  const recordings = project.all('recording').filter(({ id }) => wanted.size === 0 || wanted.has(id))
  return ok({ labels, names, recordings })
}

/** Read and align every place, recording by recording; recordings in which no member answers have none. */
export function* fusionPlaces(
  project: Project,
  plan: FusionPlan,
  { labels, recordings }: FusionFrame
): Generator<FusionPlace | undefined, void, undefined> {
  const tracks = tracksByRecording(project)
  const schemes = project.all('scheme')
  const maps = new Map<string, ToTarget | undefined>()
  const toTarget = (track: Track): ToTarget | undefined => {
    const key = `${track.schemeId}/${track.attributeId}`
    if (!maps.has(key)) maps.set(key, scoresInTarget(track, plan.target, labels, schemes))
    return maps.get(key)
  }
  for (const recording of recordings) {
    const own = tracks.get(recording.id) ?? []
    const members: SeriesByPerson[] = []
    for (const member of plan.members)
      members.push(
        yield* readSeries(project, {
          tracks: own.filter(({ authorId }) => authorId === member.authorId),
          member,
          labels: labels.length,
          until: recording.duration,
          toTarget: member.groups ? () => scoresByGroups(member.groups ?? {}, labels) : toTarget
        })
      )
    const units = plan.grid.kind === 'segments' ? yield* unitsOf(project, own, plan.grid.authorId) : []
    yield* placesIn(recording, plan, members, units, labels.length)
  }
}

function* placesIn(
  recording: Recording,
  plan: FusionPlan,
  members: readonly SeriesByPerson[],
  units: readonly Unit[],
  labels: number
): Generator<FusionPlace | undefined, void, undefined> {
  const persons = new Map<string, PersonSeries>()
  for (const member of members)
    for (const [key, person] of member) if (!persons.has(key)) persons.set(key, person)
  const named = [...persons.keys()].filter((key) => key !== '')
  const keys = named.length > 0 ? named : [...persons.keys()]
  for (const key of keys) {
    const person = persons.get(key)
    // What is about nobody in particular is heard with everybody.
    const series = members.map((member) => (member.get(key) ?? member.get(''))?.series ?? NOTHING)
    const own = keys.length > 1 ? members.flatMap((member) => member.get(key)?.series ?? []) : []
    const cells = within(cellsOf(recording, plan, series, unitsAbout(units, person?.personId)), own)
    if (!person || cells.starts.length === 0) continue
    const how = plan.grid.kind === 'segments' ? 'mean' : plan.interpolate
    const aligned = []
    for (const each of series) {
      aligned.push(alignSeries(each, cells, labels, how))
      yield undefined
    }
    if (aligned.every(({ present }) => present.every((one) => one === 0))) continue
    yield {
      recordingId: recording.id,
      personKey: key === '' ? 'all' : key.replaceAll(/[^A-Za-z0-9._-]+/g, '-'),
      name: key === '' ? 'Fused' : person.name,
      ...(person.personId === undefined ? {} : { personId: person.personId }),
      lane: { cells, members: aligned }
    }
  }
}

const NOTHING: MemberSeries = {
  starts: new Float64Array(0),
  ends: new Float64Array(0),
  scores: new Float64Array(0)
}

function cellsOf(
  recording: Recording,
  plan: FusionPlan,
  series: readonly MemberSeries[],
  units: readonly Unit[]
): FusionCells {
  switch (plan.grid.kind) {
    case 'rate':
      return rateCells(recording.duration, plan.grid.hz)
    case 'samples':
      return sampleCells(series)
    case 'segments':
      return {
        starts: Float64Array.from(units, ({ start }) => start),
        ends: Float64Array.from(units, ({ end }) => end)
      }
  }
}

/** Where several people are told apart, a person's lane goes from their first answer to their last. */
function within(cells: FusionCells, own: readonly MemberSeries[]): FusionCells {
  if (own.length === 0) return cells
  const from = Math.min(...own.map(({ starts }) => starts[0] ?? Infinity))
  const to = Math.max(...own.map(({ ends }) => ends.at(-1) ?? -Infinity))
  const kept = [...cells.starts.keys()].filter(
    (i) => (cells.starts[i] ?? 0) < to && (cells.ends[i] ?? 0) > from
  )
  return {
    starts: Float64Array.from(kept, (i) => cells.starts[i] ?? 0),
    ends: Float64Array.from(kept, (i) => cells.ends[i] ?? 0)
  }
}

interface Unit {
  readonly start: number
  readonly end: number
  readonly personId: string | undefined
}

function* unitsOf(project: Project, tracks: readonly Track[], authorId: string): Sliced<readonly Unit[]> {
  const found: Unit[] = []
  for (const track of tracks) {
    if (track.authorId !== authorId || (track.kind !== 'segments' && track.kind !== 'utterances')) continue
    for (const page of pagesOf(project, track.id)) {
      for (const { start, end, personId } of page)
        found.push({ start, end, personId: personId ?? track.personId })
      yield
    }
  }
  // Lanes of one author may cut the same stretch for several questions.
  const known = new Set<string>()
  return found
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .filter(({ start, end, personId = '' }) => {
      const key = `${start} ${end} ${personId}`
      return !known.has(key) && known.add(key) && true
    })
}

const unitsAbout = (units: readonly Unit[], personId: string | undefined): readonly Unit[] =>
  units.filter((unit) => personId === undefined || unit.personId === undefined || unit.personId === personId)

function tracksByRecording(project: Project): ReadonlyMap<string, readonly Track[]> {
  const found = new Map<string, Track[]>()
  for (const track of latestTracks(project, false)) {
    const list = found.get(track.recordingId)
    if (list) list.push(track)
    else found.set(track.recordingId, [track])
  }
  return found
}
