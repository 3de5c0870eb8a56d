import type { ReactNode } from 'react'
import { useState } from 'react'
import type { ExplainQuery } from '../../../shared/contract/explain'
import type { Explained, InputChange } from '../../../shared/explain/explained'
import { tryChange, whyStore } from '../../session/why'
import { Button } from '../../ui/button'
import { Select } from '../../ui/select'

interface WhatIfProps {
  readonly query: ExplainQuery
  readonly made: Explained
  readonly nameOf: (label: string) => string
}

/** Change what the model is given and see its answer move. */
export function WhatIf({ query, made, nameOf }: WhatIfProps): ReactNode {
  const changing = whyStore((state) => state.changing)
  const changed = whyStore((state) => state.changed)
  const [text, setText] = useState(made.text ?? '')
  const has = (kind: string): string | undefined => made.parts.find(({ part }) => part.kind === kind)?.binding
  const words = has('word')
  const timed = has('time')
  const seen = has('patch')
  const channels = made.parts.flatMap(({ binding, part }) =>
    part.kind === 'channel' ? [{ id: `${binding} ${part.name}`, binding, channel: part.name }] : []
  )
  const streams = made.parts.flatMap(({ binding, part }) => (part.kind === 'stream' ? [binding] : []))
  const attempt = (...changes: InputChange[]): void => void tryChange(query, changes)
  return (
    <div className="why-what-if">
      {words !== undefined && (
        <div className="why-text">
          <textarea
            className="input"
            aria-label="Other words"
            dir="auto"
            rows={2}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <Button
            size="small"
            disabled={changing || text === made.text}
            onClick={() => attempt({ kind: 'text', binding: words, text })}
          >
            Try these words
          </Button>
        </div>
      )}
      <div className="why-row">
        {timed !== undefined && (
          <>
            <Button
              size="small"
              disabled={changing}
              onClick={() => attempt({ kind: 'gain', binding: timed, factor: 0 })}
            >
              Mute it
            </Button>
            <Button
              size="small"
              disabled={changing}
              onClick={() => attempt({ kind: 'gain', binding: timed, factor: 0.25 })}
            >
              A quarter as strong
            </Button>
          </>
        )}
        {seen !== undefined && (
          <Button
            size="small"
            disabled={changing}
            onClick={() => attempt({ kind: 'blur', binding: seen, radiusShare: 0.04 })}
          >
            {made.seen?.faces ? 'Blur the face' : 'Blur it'}
          </Button>
        )}
        {streams.map((binding) => (
          <Button
            key={binding}
            size="small"
            disabled={changing}
            onClick={() => attempt({ kind: 'drop', binding })}
          >
            Without {binding}
          </Button>
        ))}
        {channels.length > 0 && (
          <Select
            label="Mute a channel"
            size="small"
            value={undefined}
            placeholder="Mute a channel…"
            options={channels.map(({ id, channel }) => ({ id, title: channel }))}
            onChange={(id) => {
              const one = channels.find((known) => known.id === id)
              if (one) attempt({ kind: 'mute-channel', binding: one.binding, channel: one.channel })
            }}
          />
        )}
      </div>
      {changed && (
        <table className="why-table" aria-label="Answer before and after">
          <thead>
            <tr>
              <th scope="col">Answer</th>
              <th scope="col">As it is</th>
              <th scope="col">{changeWords(changed.changes[0])}</th>
            </tr>
          </thead>
          <tbody>
            {changed.answer.labels
              .map((label, i) => ({
                label,
                before: changed.answer.before[i] ?? 0,
                after: changed.answer.after?.[i]
              }))
              .sort((a, b) => b.before - a.before)
              .slice(0, 8)
              .map(({ label, before, after }) => (
                <tr key={label}>
                  <th scope="row">{nameOf(label)}</th>
                  <td className="mono">{before.toFixed(3)}</td>
                  <td
                    className="mono"
                    data-tone={after === undefined ? 'none' : after > before ? 'for' : 'against'}
                  >
                    {after === undefined ? 'no answer' : after.toFixed(3)}
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      )}
    </div>
  )
}

function changeWords(change: InputChange | undefined): string {
  switch (change?.kind) {
    case 'text':
      return 'With these words'
    case 'drop':
      return `Without ${change.binding}`
    case 'gain':
      return change.factor === 0 ? 'Muted' : `${change.factor} times as strong`
    case 'mute-channel':
      return `Without ${change.channel}`
    case 'blur':
      return 'Blurred'
    case undefined:
      return 'Changed'
  }
}
