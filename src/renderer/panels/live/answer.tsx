import type { ReactNode } from 'react'
import type { LiveAnswer, LiveOutput, LiveSubject } from '../../../shared/contract/live'
import type { ModelInfo, ModelOutput } from '../../../shared/domain/model'
import { labelOrId } from '../../session/label-or-id'
import { useProject } from '../../session/project'
import { colorVar } from '../../ui/chip'
import { Place } from './place'

/** Labels that are all shown, in the order of the model, so that bars stay where they are; of more only the strongest. */
const ALL = 10
const STRONGEST = 6

/** What a model says of a moment: a group for each face or person, bars for its answers. */
export function Answer({
  answer,
  model
}: {
  readonly answer: LiveAnswer
  readonly model: ModelInfo
}): ReactNode {
  if (answer.subjects.length === 0) return <p className="muted live-note">{answer.nothing}</p>
  return answer.subjects.map((subject) => <Subject key={subject.key} subject={subject} model={model} />)
}

function Subject({
  subject,
  model
}: {
  readonly subject: LiveSubject
  readonly model: ModelInfo
}): ReactNode {
  const { name, start, end, outputs } = subject
  return (
    <section className="live-subject" aria-label={name ?? 'Answer'}>
      <header>
        <h3 className="truncate">{name ?? 'What plays now'}</h3>
        <span className="mono faint">{`${seconds(start)}–${seconds(end)} s`}</span>
      </header>
      {outputs.map((output) => {
        const declared = model.outputs.find(({ id }) => id === output.outputId)
        return output.kind === 'labels' ? (
          <Labels key={output.outputId} output={output} declared={declared} />
        ) : (
          <Dims key={output.outputId} output={output} declared={declared} />
        )
      })}
    </section>
  )
}

const seconds = (time: number): string => (time / 1e6).toFixed(1)

interface OutputProps {
  readonly output: LiveOutput
  readonly declared: ModelOutput | undefined
}

function Labels({ output, declared }: OutputProps): ReactNode {
  const scheme = useProject((state) => state.index.schemes.get(declared?.schemeId ?? ''))
  const rows = output.names.map((id, i) => ({ id, value: output.values[i] ?? null }))
  const shown =
    rows.length <= ALL
      ? rows
      : rows.toSorted((a, b) => (b.value ?? -Infinity) - (a.value ?? -Infinity)).slice(0, STRONGEST)
  const best = rows.reduce<number>((most, { value }) => Math.max(most, value ?? -Infinity), -Infinity)
  return (
    <ul className="live-bars" aria-label={declared?.attributeId ?? output.outputId}>
      {shown.map(({ id, value }) => {
        const { name, letter, color } = labelOrId(scheme, id, declared?.attributeId)
        return (
          <li key={id} data-best={value === best ? '' : undefined} style={colorVar(color)}>
            <u aria-hidden="true">{letter}</u>
            <span className="truncate">{name}</span>
            <i aria-hidden="true">
              <b style={{ width: `${100 * Math.max(0, Math.min(1, value ?? 0))}%` }} />
            </i>
            <span className="mono">{value === null ? '–' : value.toFixed(2)}</span>
          </li>
        )
      })}
    </ul>
  )
}

/** Where scales begin and end that no manifest names. */
const RANGE = [-1, 1] as const

function Dims({ output, declared }: OutputProps): ReactNode {
  const range = declared?.range ?? RANGE
  const at = (name: string): number | null => output.values[output.names.indexOf(name)] ?? null
  const [valence, arousal] = [at('valence'), at('arousal')]
  return (
    <div className="live-dims">
      {valence !== null && arousal !== null && <Place valence={valence} arousal={arousal} range={range} />}
      <dl>
        {output.names.map((name, i) => (
          <div key={name}>
            <dt className="truncate">{name}</dt>
            <dd className="mono">{output.values[i]?.toFixed(2) ?? '–'}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
