import type { CSSProperties, ReactNode } from 'react'
import type { CallInput } from '../../../shared/contract'
import type {
  ClassesQuery,
  EmbeddingClasses,
  EmbeddingMap,
  EmbeddingSet
} from '../../../shared/contract/embeddings'
import { labelOrId } from '../../session/label-or-id'
import { recordingOf, schemeOf } from '../../session/project'
import { useAnswer } from '../../session/use-answer'
import { formatCount } from '../../ui/format'
import { embeddingChoice, useLabelSources } from './choices'
import { placeOf, playRow } from './row-words'

type Query = CallInput<'embedding.classes'>
const labelAuthor = ({ by }: Query): readonly string[] => (typeof by === 'object' ? [by.authorId] : [])

/** How far the classes that the map is coloured by lie apart, and which moment stands for each. */
export function ClassesPart({
  set,
  map
}: {
  readonly set: EmbeddingSet
  readonly map: EmbeddingMap
}): ReactNode {
  const { color, byGroup } = embeddingChoice.use()
  const source = useLabelSources().find(({ key }) => key === color)?.source
  const { runId, outputId } = set
  const by: ClassesQuery['by'] = source ?? (color === 'recording' ? 'recording' : 'person')
  const { shown, problem } = useAnswer('embedding.classes', { runId, outputId, by, byGroup }, labelAuthor)
  if (problem) return <p className="muted">{problem.message}</p>
  if (!shown) return <p className="muted">Measuring…</p>
  const { value, query } = shown
  if (value.names.length < 2)
    return (
      <p className="muted">
        There is one class only. Colour the map by labels, people or recordings to see how far they lie apart.
      </p>
    )
  return (
    <>
      <Distances made={value} nameOf={(name) => nameOf(query.by, name)} />
      <ol className="emb-near" aria-label="What stands for each class">
        {value.names.map((name, i) => {
          const row = value.prototypes[i]
          return (
            <li key={name}>
              <button
                type="button"
                disabled={row === null || row === undefined}
                title={row === null || row === undefined ? undefined : `Play ${placeOf(map, row)}`}
                onClick={() => row !== null && row !== undefined && playRow(map, row)}
              >
                <span className="truncate">
                  {i + 1} {nameOf(query.by, name)}
                </span>
                <span className="mono muted">{formatCount(value.counts[i] ?? 0)}</span>
              </button>
            </li>
          )
        })}
      </ol>
      <p className="faint emb-note">
        Cosine distance of the means of the classes, 0: same direction. A click plays the moment nearest to
        the mean.
        {value.more > 0 && ` ${formatCount(value.more)} smaller classes are left out.`}
      </p>
    </>
  )
}

/** Cells say their number up to this many classes; more are told by their tone and their title. */
const TOLD = 7

function Distances({
  made: { names, distances },
  nameOf: titleOf
}: {
  readonly made: EmbeddingClasses
  readonly nameOf: (name: string) => string
}): ReactNode {
  const most = Math.max(...distances.flat().map((distance) => distance ?? 0), 1e-9)
  return (
    <table
      className="emb-distances"
      aria-label="Distances of classes"
      data-told={names.length <= TOLD ? '' : undefined}
    >
      <thead>
        <tr>
          <td />
          {names.map((name, i) => (
            <th key={name} scope="col" title={titleOf(name)}>
              {i + 1}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {names.map((name, i) => (
          <tr key={name}>
            <th scope="row" title={titleOf(name)}>
              {i + 1}
            </th>
            {names.map((other, j) => {
              const distance = distances[i]?.[j] ?? null
              const words = `${titleOf(name)} and ${titleOf(other)}: ${distance === null ? 'not defined' : distance.toFixed(3)}`
              return (
                <td
                  key={other}
                  className="mono"
                  data-own={i === j ? '' : undefined}
                  title={words}
                  aria-label={words}
                  style={{ '--share': (distance ?? 0) / most } as CSSProperties}
                >
                  {i !== j && names.length <= TOLD && distance !== null && shortNumber(distance, most)}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Small distances have a digit more, so that they can be told apart. */
const shortNumber = (distance: number, most: number): string =>
  distance.toFixed(most < 0.1 ? 3 : 2).replace(/^0/, '')

function nameOf(by: ClassesQuery['by'], name: string): string {
  if (typeof by === 'object') return labelOrId(schemeOf(by.schemeId), name, by.attributeId).name
  return by === 'recording' ? (recordingOf(name)?.name ?? 'Recording') : name
}
