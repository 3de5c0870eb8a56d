import type { Track } from '../../shared/domain/rows'
import { sameFace } from '../../shared/domain/same-face'
import { currentAuthorId } from './author'
import { runAction } from './actions'
import { canEdit } from './desk-segments'
import { openDialog } from './dialogs'
import { undo } from './edit'
import { authorOf, personOf, project, trackOf, tracksOf } from './project'
import { deleteTracks, setTrack } from './row-edits'
import { select, selection } from './selection'
import { toast } from './toasts'

/** One line of a menu, as `ui/menu` draws it. */
export type TrackMenuLine =
  | {
      readonly kind?: 'item'
      readonly title: string
      readonly run: () => void
      readonly checked?: boolean
      readonly disabled?: boolean
      readonly tone?: 'bad'
    }
  | { readonly kind: 'head'; readonly title: string }
  | { readonly kind: 'line' }

/** Persons that a menu lists; with more the dialogue is the shorter way. */
const PERSONS_IN_MENU = 12

/** The track that the keys work in. */
export const chosenTrack = (): Track | undefined => {
  const track = trackOf(selection().trackId)
  return track?.recordingId === selection().recordingId ? track : undefined
}

/** What a person calls a track: its author, and its own name where that says more. */
export function trackTitle(track: Track): string {
  const author = authorOf(track.authorId)?.name
  return author === undefined || author === track.name ? track.name : `${author}, ${track.name}`
}

export const editTrack = (track: Track): void =>
  openDialog({ id: 'track', props: { recordingId: track.recordingId, trackId: track.id } })

/** Lock or unlock; says so, because a lock shows only when an edit is refused. */
export async function toggleLock(track: Track): Promise<void> {
  if (await setTrack(track.id, { locked: !track.locked }))
    toast(`${trackTitle(track)} is ${track.locked ? 'unlocked' : 'locked: its segments stay as they are'}.`, {
      action: { label: 'Undo', run: () => void undo() }
    })
}

/** Whether a lock alone keeps me from changing one of these tracks; says so, with the way to unlock it. */
export function refusedByLock(tracks: readonly (Track | undefined)[]): boolean {
  const track = tracks.find((each) => each?.locked && canEdit({ ...each, locked: false }))
  if (!track) return false
  toast(`${trackTitle(track)} is locked, so its segments stay as they are.`, {
    tone: 'bad',
    hint: 'The menu of its name in the timeline unlocks it, too.',
    action: { label: 'Unlock', run: () => void toggleLock(track) }
  })
  return true
}

/** The other tracks of the face that a track is about, which get the same person. */
export const sameFaceAs = (track: Track): readonly Track[] =>
  sameFace(track, tracksOf(track.recordingId), currentAuthorId())

/** Say who a track is about, nobody when undefined; of a face that models numbered, on all tracks of it. */
export async function sayWho(track: Track, personId: string | undefined): Promise<void> {
  const alike = sameFaceAs(track)
  const done = await setTrack(
    track.id,
    { personId: personId ?? null },
    'refuse',
    alike.map(({ id }) => id)
  )
  if (!done || alike.length === 0) return
  const who = personId === undefined ? 'the whole scene' : (personOf(personId)?.name ?? 'that person')
  toast(`All ${alike.length + 1} tracks of ${track.name} are about ${who} now.`, {
    action: { label: 'Undo', run: () => void undo() }
  })
}

/** Let segments of a track overlap, or forbid it; forbidding is refused where some do. */
export async function toggleOverlap(track: Track): Promise<void> {
  const overlap = track.overlap === 'allowed' ? 'forbidden' : 'allowed'
  if (await setTrack(track.id, { overlap }))
    toast(`Segments of ${trackTitle(track)} may ${overlap === 'allowed' ? '' : 'not '}overlap now.`, {
      action: { label: 'Undo', run: () => void undo() }
    })
}

/** Let segments of a track follow one another without gaps, or allow gaps again. */
export async function toggleGapFree(track: Track): Promise<void> {
  const coverage = track.coverage === 'gap-free' ? 'free' : 'gap-free'
  const before = project().index.counts.get(track.id)?.segments ?? 0
  const done = await setTrack(track.id, { coverage })
  if (!done) return
  const added = done.createdIds.length
  toast(
    coverage === 'free'
      ? `${trackTitle(track)} may have gaps again.`
      : `Segments of ${trackTitle(track)} share their edges now${added > 0 && before > 0 ? `; ${added} ${added === 1 ? 'gap is' : 'gaps are'} an unlabelled segment` : ''}.`,
    { action: { label: 'Undo', run: () => void undo() } }
  )
}

/** Tracks of a recording within whose segments others can lie. */
export const nestable = (recordingId: string): readonly Track[] =>
  tracksOf(recordingId).filter((track) => track.kind === 'segments' || track.kind === 'utterances')

/** Ids of the tracks that lie within a track, at any depth. */
export function tracksBelow(trackId: string): ReadonlySet<string> {
  const below = new Set<string>()
  const tracks = tracksOf(trackOf(trackId)?.recordingId ?? '')
  for (let found = -1; found !== below.size;) {
    found = below.size
    for (const track of tracks)
      if (track.parentId === trackId || below.has(track.parentId ?? '')) below.add(track.id)
  }
  return below
}

/** Delete a track with its segments, and offer them back; with others within it, ask what becomes of those. */
export async function removeTrack(track: Track): Promise<void> {
  if (tracksBelow(track.id).size > 0) return openDialog({ id: 'delete-track', props: { trackId: track.id } })
  const count = project().index.counts.get(track.id)?.segments ?? 0
  const takes = project().index.takesByTrack.get(track.id)?.length ?? 0
  const title = trackTitle(track)
  const content =
    count > 0
      ? ` with its ${count} segment${count === 1 ? '' : 's'}`
      : takes > 0
        ? ` with its ${takes} take${takes === 1 ? '' : 's'}`
        : ''
  if (await deleteTracks([track.id]))
    toast(`${title} is deleted${content}.`, {
      action: { label: 'Undo', run: () => void undo() }
    })
}

/** Choose a track and do an action on it. */
function startWith(track: Track, actionId: string): void {
  select({ trackId: track.id })
  runAction(actionId)
}

/** Everything that can be done to a track, for the menu of its name; `more` stands before deleting it. */
export function trackMenu(track: Track, more: readonly TrackMenuLine[] = []): readonly TrackMenuLine[] {
  const persons = [...project().index.persons.values()]
  const about = (personId: string | undefined): boolean => track.personId === personId
  return [
    { title: 'Name, person and rules…', run: () => editTrack(track) },
    { kind: 'line' },
    { kind: 'head', title: 'About' },
    {
      title: 'The whole scene',
      checked: about(undefined),
      run: () => void sayWho(track, undefined)
    },
    ...persons.slice(0, PERSONS_IN_MENU).map((person): TrackMenuLine => ({
      title: person.name,
      checked: about(person.id),
      run: () => void sayWho(track, person.id)
    })),
    {
      title: persons.length > PERSONS_IN_MENU ? 'Somebody else…' : 'A new person…',
      run: () => editTrack(track)
    },
    { kind: 'line' },
    { title: 'Locked', checked: track.locked, run: () => void toggleLock(track) },
    {
      title: 'Segments may overlap',
      checked: track.overlap === 'allowed',
      // Segments of a gap-free track follow one another, so the question does not arise.
      disabled: track.coverage === 'gap-free' || track.kind === 'trace',
      run: () => void toggleOverlap(track)
    },
    {
      title: 'No gaps between segments',
      checked: track.coverage === 'gap-free',
      disabled: track.kind !== 'segments' && track.kind !== 'utterances',
      run: () => void toggleGapFree(track)
    },
    { kind: 'line' },
    {
      title: 'Swap with another from here on…',
      disabled: !canEdit(track),
      run: () => startWith(track, 'identity.swap')
    },
    {
      title: 'Merge with another…',
      disabled: !canEdit(track),
      run: () => startWith(track, 'identity.merge')
    },
    { kind: 'line' },
    ...more,
    { title: 'Delete track', tone: 'bad', run: () => void removeTrack(track) }
  ]
}
