import type { ReactNode } from 'react'
import { useState } from 'react'
import type { ShownTokens } from '../../../shared/model-look/shown-value'
import { MarkedText } from './marked-text'

/** A text as a model reads it, and its pieces; a piece lights its letters. */
export function TokenPieces({ tokens }: { readonly tokens: ShownTokens }): ReactNode {
  const [lit, setLit] = useState<number>()
  const unlight = (): void => setLit(undefined)
  const { text, target, pieces, total } = tokens
  const whole = pieces.length === total
  const read = whole ? readRange(tokens) : ([0, text.length] as const)
  const cut = `${text.slice(0, read[0])}${text.slice(read[1])}`.trim() !== ''
  return (
    <div className="look-draw">
      <MarkedText
        text={text}
        target={target}
        read={read}
        lit={lit === undefined ? undefined : pieces[lit]?.range}
      />
      {cut && (
        <p className="hint">The model reads no more pieces than these; what is struck out is not read.</p>
      )}
      <ol className="look-pieces" aria-label="Pieces" onMouseLeave={unlight}>
        {pieces.map((piece, i) => (
          <li
            key={i}
            tabIndex={0}
            className={i === lit ? 'is-lit' : undefined}
            onMouseEnter={() => setLit(i)}
            onFocus={() => setLit(i)}
            onBlur={unlight}
          >
            <bdi>{piece.token}</bdi>
            <span className="faint mono">{piece.id}</span>
          </li>
        ))}
      </ol>
      {!whole && <p className="hint">{total - pieces.length} more pieces are not listed.</p>}
    </div>
  )
}

/** From the first to the last character that a piece is of. */
function readRange({ pieces }: ShownTokens): readonly [from: number, to: number] {
  const ranges = pieces.map(({ range }) => range).filter(([from, to]) => to > from)
  const last = Math.max(0, ...ranges.map(([, to]) => to))
  return [Math.min(last, ...ranges.map(([from]) => from)), last]
}
