import type { ReactNode } from 'react'
import type { AuthorEntry } from '../../session/author-entries'
import { useProject } from '../../session/project'
import { AuthorsChoice } from '../../ui/authors-choice'
import { RecordingsChoice } from '../../ui/recordings-choice'

/** Whose agreement, and in which recordings: the first choices of every kind of agreement. */
export function WhoAndWhere({
  entries,
  chosen,
  recordingIds,
  onChoose
}: {
  entries: readonly AuthorEntry[]
  chosen: readonly string[]
  recordingIds: readonly string[]
  onChoose: (patch: { authorIds: readonly string[] } | { recordingIds: readonly string[] }) => void
}): ReactNode {
  const recordings = useProject((state) => state.index.recordings)
  return (
    <>
      <AuthorsChoice
        className="agree-who"
        entries={entries}
        chosen={chosen}
        onChoose={(authorIds) => onChoose({ authorIds })}
      />
      <RecordingsChoice
        className="agree-who"
        recordings={recordings}
        chosenIds={recordingIds}
        onChoose={(ids) => onChoose({ recordingIds: ids })}
      />
    </>
  )
}
