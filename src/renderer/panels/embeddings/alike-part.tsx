import type { ReactNode } from 'react'
import { useState } from 'react'
import type { AlikePair, EmbeddingMap, EmbeddingSet, FoundFace } from '../../../shared/contract/embeddings'
import { onePerson } from '../../../shared/embedding/one-person'
import { sayOnePerson } from '../../session/one-person'
import { personOf, project, recordingOf } from '../../session/project'
import { useAnswer } from '../../session/use-answer'
import { Button } from '../../ui/button'
import { plural } from '../../ui/format'
import { playRow } from './row-words'

/** Whoever's tracks change, who the faces are may have changed. */
const everybody = (): readonly string[] => [...project().index.authors.keys()]

/** Faces that look the same, for somebody to say that they are one person. */
export function AlikePart({
  set,
  map
}: {
  readonly set: EmbeddingSet
  readonly map: EmbeddingMap
}): ReactNode {
  const { runId, outputId } = set
  const { shown, problem } = useAnswer('embedding.alike', { runId, outputId }, everybody)
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set())
  if (problem) return <p className="muted">{problem.message}</p>
  if (!shown) return <p className="muted">Looking…</p>
  const { faces, pairs, agreed, more } = shown.value
  const open = pairs.filter((pair) => !hidden.has(keyOf(pair, faces)))
  return (
    <>
      {open.length === 0 ? (
        <p className="muted">
          No two of {plural(faces.length, 'face')} look the same without being known as one person.
        </p>
      ) : (
        <ul className="emb-pairs" aria-label="Faces that look alike">
          {open.map((pair) => (
            <Pair
              key={keyOf(pair, faces)}
              pair={pair}
              faces={faces}
              map={map}
              onHide={() => setHidden(new Set([...hidden, keyOf(pair, faces)]))}
            />
          ))}
        </ul>
      )}
      <p className="faint emb-note">
        By the cosine of the mean of their pictures, 0.75 or more; two people were below 0.62 in the videos
        that this was tried on. It is a hint: twins, masks and poor light mislead it. Faces of one picture are
        never paired.
        {agreed > 0 && ` ${plural(agreed, 'pair')} of faces are one person already.`}
        {more > 0 && ` ${plural(more, 'face')} seen less often were left out.`}
      </p>
    </>
  )
}

const keyOf = ({ a, b }: AlikePair, faces: readonly FoundFace[]): string =>
  [faces[a], faces[b]].map((face) => `${face?.recordingId} ${face?.face}`).join(' ')

function Pair({
  pair,
  faces,
  map,
  onHide
}: {
  readonly pair: AlikePair
  readonly faces: readonly FoundFace[]
  readonly map: EmbeddingMap
  readonly onHide: () => void
}): ReactNode {
  const [a, b] = [faces[pair.a], faces[pair.b]]
  if (!a || !b) return null
  const what = onePerson(a, b)
  return (
    <li>
      <span className="mono muted" title="Cosine">
        {pair.cosine.toFixed(2)}
      </span>
      {[a, b].map((face) => (
        <button
          key={`${face.recordingId} ${face.face}`}
          type="button"
          className="truncate"
          title="Play this face"
          onClick={() => playRow(map, face.row)}
        >
          {wordsOf(face)}
        </button>
      ))}
      <div className="emb-row">
        <Button
          size="small"
          tone="primary"
          disabled={what.kind === 'nothing'}
          title={
            what.kind === 'nothing'
              ? 'Run a model of expressions on these recordings first: its tracks are what gets a name.'
              : undefined
          }
          onClick={() => void sayOnePerson(a, b)}
        >
          {what.kind === 'merge'
            ? `Merge ${nameOf(what.other)} into ${nameOf(what.kept)}`
            : what.kind === 'say'
              ? `Both are ${nameOf(what.personId)}`
              : 'They are one person'}
        </Button>
        <Button size="small" onClick={onHide}>
          They are not
        </Button>
      </div>
    </li>
  )
}

const nameOf = (personId: string | undefined): string => personOf(personId)?.name ?? 'nobody yet'

const wordsOf = ({ recordingId, face, personId }: FoundFace): string =>
  `${nameOf(personId)} · Face ${face}, ${recordingOf(recordingId)?.name ?? 'Recording'}`
