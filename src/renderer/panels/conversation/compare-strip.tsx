import type { ReactNode } from 'react'
import type { LayerErrors } from '../../../shared/conversation/layer-errors'
import { wordErrorRate } from '../../../shared/metrics/word-errors'
import { conversationChoice } from '../../session/conversation'
import { copyText } from '../../session/copy-text'
import { useProject } from '../../session/project'
import { Badge } from '../../ui/chip'
import { NumberCard } from '../../ui/number-card'
import type { NumberCardContent } from '../../ui/number-card'

/** How far another transcript is from the one shown: its error rate with its card, and what the marks mean. */
export function CompareStrip({
  errors,
  reference,
  other
}: {
  readonly errors: LayerErrors
  readonly reference: string
  readonly other: string
}): ReactNode {
  const { lowerCase, noPunctuation, compare } = conversationChoice.use()
  const revision = useProject((state) => state.snapshot?.revision)
  const { counts, scored, leftOut, extra } = errors
  const made = [lowerCase && 'lower case', noPunctuation && 'without punctuation'].filter(Boolean).join(', ')
  const card: NumberCardContent = {
    name: 'WER',
    value: errors.wer,
    ...(errors.wer === null ? { reason: 'no scored turn has words' } : {}),
    definition: wordErrorRate.definition,
    convention: `All turns together; ${made === '' ? 'case and punctuation count' : `compared in ${made}`}. Turns belong together by the time they share. Words heard over no turn are insertions. Characters of scripts without spaces count as words.`,
    source: wordErrorRate.source,
    missingPolicy: wordErrorRate.missingPolicy,
    n: scored,
    unit: 'turns',
    leftOut: leftOut > 0 ? [{ reason: 'marked as not to be scored', count: leftOut, unit: 'turns' }] : [],
    facts: [
      ['Reference', reference],
      ['Compared', other],
      [
        'Edits',
        `${counts.substitutions} substitutions, ${counts.deletions} deletions, ${counts.insertions} insertions over ${counts.reference} words`
      ],
      ...(revision === undefined ? [] : [['Data', `revision ${revision}`] as const])
    ]
  }
  return (
    <div className="cv-strip" role="group" aria-label="Comparison of transcripts">
      <NumberCard card={card} onCopy={copyText} />
      <p className="muted">
        <b>{other}</b> against <b>{reference}</b>
        {compare === 'diff' && (
          <>
            : <del>missing</del> <ins>added</ins>
          </>
        )}
      </p>
      {leftOut > 0 && <Badge title="These turns are greyed and not counted">{leftOut} not scored</Badge>}
      {extra.length > 0 && (
        <Badge tone="warn" title="Heard where the reference has no turn; counted as insertions">
          {extra.length} heard beside turns
        </Badge>
      )}
    </div>
  )
}
