import type { ReactNode } from 'react'
import { spaceBetween } from '../../../shared/conversation/word-diff'
import type { DiffPart } from '../../../shared/conversation/word-diff'
import { classNames } from '../../ui/class-names'
import { textPieces } from './text-pieces'
import type { Mark } from './text-pieces'

/** The words of a turn in the direction of their script, with what is marked in them. */
export function TurnText({
  id,
  text,
  marks
}: {
  readonly id: string
  readonly text: string
  readonly marks: readonly Mark[]
}): ReactNode {
  return (
    <span className="cv-text" dir="auto" data-words={id}>
      {text === '' ? (
        <span className="faint">no words</span>
      ) : (
        textPieces(text, marks).map((piece, index) =>
          piece.kinds.length === 0 ? (
            piece.text
          ) : (
            <mark key={index} className={classNames(...piece.kinds.map((kind) => `is-${kind}`))}>
              {piece.text}
            </mark>
          )
        )
      )}
    </span>
  )
}

const NAMES = { substitute: 'instead', delete: 'missing', insert: 'added' } as const

const firstWord = (part: DiffPart | undefined): string => part?.reference ?? part?.other ?? ''
const lastWord = (part: DiffPart | undefined): string =>
  (part?.kind === 'same' ? part.reference : (part?.other ?? part?.reference)) ?? ''

/** Two transcripts of a turn in one line: what is missing is struck out, what was added is underlined. */
export const DiffText = ({ parts }: { readonly parts: readonly DiffPart[] }): ReactNode => (
  <span className="cv-text cv-diff" dir="auto">
    {parts.map((part, index) => (
      <span key={index}>
        {index > 0 && spaceBetween(lastWord(parts[index - 1]), firstWord(part)) && ' '}
        {part.kind === 'same' ? (
          part.reference
        ) : (
          <>
            {part.reference !== undefined && (
              <del title={part.kind === 'substitute' ? `heard as “${part.other ?? ''}”` : NAMES.delete}>
                {part.reference}
              </del>
            )}
            {part.kind === 'substitute' && spaceBetween(firstWord(part), lastWord(part)) && ' '}
            {part.other !== undefined && (
              <ins title={part.kind === 'substitute' ? `for “${part.reference ?? ''}”` : NAMES.insert}>
                {part.other}
              </ins>
            )}
          </>
        )}
      </span>
    ))}
  </span>
)
