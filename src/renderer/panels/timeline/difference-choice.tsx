import { ChevronsUpDown } from 'lucide-react'
import type { Author, Track } from '../../../shared/domain/rows'
import { useCurrentAuthor } from '../../session/author'
import { authorOf, tracksOf } from '../../session/project'
import { Menu, type MenuItem } from '../../ui/menu'
import { setPair, usePrefs, type DifferencePair } from './lane-prefs'
import type { Lane } from './lanes'

/** The two tracks of the difference lane: what the user chose, else gold or mine against the first model or other person. */
export function usualPair(
  tracks: readonly Track[],
  currentAuthorId: string | undefined,
  chosen: DifferencePair,
  kindOf: (track: Track) => Author['kind'] | undefined
): DifferencePair {
  const here = (id: string | undefined): string | undefined => tracks.find((track) => track.id === id)?.id
  const labelled = tracks.filter((track) => track.kind === 'segments')
  const reference =
    here(chosen.referenceTrackId) ??
    (
      labelled.find((track) => kindOf(track) === 'gold') ??
      labelled.find((track) => track.authorId === currentAuthorId) ??
      labelled[0]
    )?.id
  const others = labelled.filter((track) => track.id !== reference)
  const about = labelled.find((track) => track.id === reference)?.personId
  const models = others.filter((track) => kindOf(track) === 'model')
  const usual = models.find((track) => track.personId === about) ?? models[0] ?? others[0]
  const candidate = here(chosen.candidateTrackId) ?? usual?.id
  return { referenceTrackId: reference, candidateTrackId: candidate }
}

/** Name of the difference lane; opens the choice of the two tracks. */
export function DifferenceChoice({
  lane,
  recordingId
}: {
  readonly lane: Extract<Lane, { kind: 'difference' }>
  readonly recordingId: string
}): React.JSX.Element {
  const current = useCurrentAuthor()
  const pair = usePrefs((state) => state.pair)
  const items = (): readonly MenuItem[] => {
    const tracks = tracksOf(recordingId)
    const usual = usualPair(tracks, current?.id, pair, (track) => authorOf(track.authorId)?.kind)
    const list = (role: keyof DifferencePair): readonly MenuItem[] =>
      tracks
        .filter((track) => track.kind !== 'utterances')
        .map((track) => ({
          title: nameOf(track),
          checked: usual[role] === track.id,
          run: () => setPair({ [role]: track.id })
        }))
    return [
      { kind: 'head', title: 'Reference' },
      ...list('referenceTrackId'),
      { kind: 'line' },
      { kind: 'head', title: 'Compared with it' },
      ...list('candidateTrackId')
    ]
  }
  return (
    <Menu items={items}>
      <button
        type="button"
        className="tl-difference"
        aria-label="Choose the two tracks of the difference lane"
      >
        {lane.title}
        <ChevronsUpDown size={11} />
      </button>
    </Menu>
  )
}

const nameOf = (track: Track): string => {
  const author = authorOf(track.authorId)?.name ?? track.name
  return author === track.name ? author : `${author}: ${track.name}`
}
