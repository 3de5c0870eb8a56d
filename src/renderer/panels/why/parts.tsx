import type { CSSProperties, ReactNode } from 'react'
import { micros } from '../../../shared/domain/time'
import type { Explained, PartEffect } from '../../../shared/explain/explained'
import { effectCells } from '../../../shared/explain/picture-cells'
import { openRecording, requestSeek } from '../../session/selection'
import { PatchCells } from '../../ui/patch-cells'
import { LookedAtPicture } from './looked-at-picture'

/** Effects of one stream's parts, drawn as what they are parts of. */
export function Parts({
  recordingId,
  made
}: {
  readonly recordingId: string
  readonly made: Explained
}): ReactNode {
  const bindings = [...new Set(made.parts.map(({ binding }) => binding))]
  const most = Math.max(...made.parts.map(({ effect }) => Math.abs(effect ?? 0)), 0)
  if (made.parts.length === 0)
    return <p className="muted">Nothing that it looks at has parts that can be hidden.</p>
  return (
    <>
      {most === 0 && (
        <p className="muted">Nothing changes the answer: whatever is hidden, the model says the same.</p>
      )}
      {bindings.map((binding) => {
        const own = made.parts.filter((part) => part.binding === binding)
        return (
          <div key={binding} className="why-stream" role="group" aria-label={`Parts of ${binding}`}>
            {bindings.length > 1 && <h3>{binding}</h3>}
            <Times recordingId={recordingId} made={made} parts={own} most={most} />
            <Words made={made} parts={own} most={most} />
            <Patches recordingId={recordingId} made={made} parts={own} most={most} />
            <Named parts={own} most={most} />
          </div>
        )
      })}
    </>
  )
}

interface PartsProps {
  readonly parts: readonly PartEffect[]
  readonly most: number
}

/** Speaks for the answer, or against it. */
const toneOf = (effect: number | null): 'for' | 'against' | 'none' =>
  effect === null || effect === 0 ? 'none' : effect > 0 ? 'for' : 'against'

const shareOf = (effect: number | null, most: number): number =>
  most > 0 && effect !== null ? Math.abs(effect) / most : 0

const words = (effect: number | null): string =>
  effect === null
    ? 'no answer without it'
    : effect === 0
      ? 'changes nothing'
      : `${Math.abs(effect).toPrecision(2)} ${effect > 0 ? 'less without it' : 'more without it'}`

function Times({
  recordingId,
  made,
  parts,
  most
}: PartsProps & { readonly recordingId: string; readonly made: Explained }): ReactNode {
  const slices = parts.flatMap(({ part, effect }) => (part.kind === 'time' ? [{ part, effect }] : []))
  if (slices.length === 0) return null
  const play = (from: number, to: number): void => {
    const [start, end] = [
      micros(Math.round(made.start + from * 1e6)),
      micros(Math.round(made.start + to * 1e6))
    ]
    openRecording(recordingId, { range: { start, end } })
    requestSeek(start, { play: true, until: end })
  }
  return (
    <ol className="why-times" aria-label="Stretches of time">
      {slices.map(({ part, effect }) => (
        <li key={part.fromSeconds}>
          <button
            type="button"
            data-tone={toneOf(effect)}
            style={{ '--share': shareOf(effect, most) } as CSSProperties}
            title={`${part.fromSeconds.toFixed(2)} to ${part.toSeconds.toFixed(2)} s: ${words(effect)}`}
            aria-label={`${part.fromSeconds.toFixed(2)} to ${part.toSeconds.toFixed(2)} seconds: ${words(effect)}. Play`}
            onClick={() => play(part.fromSeconds, part.toSeconds)}
          />
        </li>
      ))}
    </ol>
  )
}

function Words({ made, parts, most }: PartsProps & { readonly made: Explained }): ReactNode {
  const text = made.text ?? ''
  const marks = parts.flatMap(({ part, effect }) => (part.kind === 'word' ? [{ part, effect }] : []))
  if (marks.length === 0) return null
  const pieces: ReactNode[] = []
  let at = 0
  for (const { part, effect } of marks) {
    pieces.push(text.slice(at, part.from))
    pieces.push(
      <mark
        key={part.from}
        data-tone={toneOf(effect)}
        style={{ '--share': shareOf(effect, most) } as CSSProperties}
        title={words(effect)}
      >
        {text.slice(part.from, part.to)}
      </mark>
    )
    at = part.to
  }
  pieces.push(text.slice(at))
  return (
    <p className="why-words selectable" dir="auto" aria-label="Words">
      {pieces}
    </p>
  )
}

function Patches({
  recordingId,
  made,
  parts,
  most
}: PartsProps & { readonly recordingId: string; readonly made: Explained }): ReactNode {
  const cells = effectCells(parts, most)
  if (cells.length === 0) return null
  return (
    <LookedAtPicture recordingId={recordingId} made={made} onVideo="parts">
      <PatchCells cells={cells} label="Parts of the picture" titleOf={({ value }) => words(value)} />
    </LookedAtPicture>
  )
}

/** Channels and whole streams, the strongest first. */
function Named({ parts, most }: PartsProps): ReactNode {
  const rows = parts
    .flatMap(({ part, effect, binding }) =>
      part.kind === 'channel'
        ? [{ name: part.name, effect }]
        : part.kind === 'stream'
          ? [{ name: `all of ${binding}`, effect }]
          : []
    )
    .sort((a, b) => Math.abs(b.effect ?? 0) - Math.abs(a.effect ?? 0))
  if (rows.length === 0) return null
  return (
    <ul className="why-named" aria-label="Channels and streams">
      {rows.map(({ name, effect }) => (
        <li
          key={name}
          data-tone={toneOf(effect)}
          style={{ '--share': shareOf(effect, most) } as CSSProperties}
        >
          <span className="truncate">{name}</span>
          <i aria-hidden="true" />
          <span className="muted">{words(effect)}</span>
        </li>
      ))}
    </ul>
  )
}
