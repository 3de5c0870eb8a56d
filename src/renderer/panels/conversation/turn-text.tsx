import type { ReactNode } from 'react'
import { Fragment } from 'react'
import { textDirection } from '../../../shared/conversation/text-direction'
import type { DiffPart } from '../../../shared/conversation/word-diff'
import { classNames } from '../../ui/class-names'
import { diffRuns } from './diff-runs'
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

/**
 * Two transcripts of a turn in one line: what is missing is struck out, what was added is underlined. Each stretch that is
 * the same, each missing and each added word stands in its own direction and does not move its neighbours, while the
 * stretches follow each other in the direction of the line.
 */
export function DiffText({ parts }: { readonly parts: readonly DiffPart[] }): ReactNode {
  const words = parts.flatMap(({ reference, other }) => [reference ?? '', other ?? ''])
  return (
    <span className="cv-text cv-diff" dir={textDirection(...words)}>
      {diffRuns(parts).map(({ text, kind, title, spaced }, index) => (
        <Fragment key={index}>
          {spaced && ' '}
          {kind === 'same' ? (
            <bdi>{text}</bdi>
          ) : kind === 'missing' ? (
            <del dir="auto" title={title}>
              {text}
            </del>
          ) : (
            <ins dir="auto" title={title}>
              {text}
            </ins>
          )}
        </Fragment>
      ))}
    </span>
  )
}
