import { CircleAlert, Hourglass } from 'lucide-react'
import type { ReactNode } from 'react'
import type { VariantsAnswer } from '../../../../shared/contract/analysis/variants'
import { useProject } from '../../../session/project'
import type { RanVariant } from '../../../session/variants'
import { plural } from '../../../ui/format'
import { Notice } from '../../../ui/notice'

/** Variants that have said nothing that could be compared: those whose runs are still to come, and others with the reason. */
export function MissingVariants({
  answer: { missing },
  variants
}: {
  readonly answer: VariantsAnswer
  readonly variants: readonly RanVariant[]
}): ReactNode {
  const authors = useProject((state) => state.index.authors)
  const waiting = new Set(
    variants.flatMap(({ authorId, runs }) =>
      runs.some(({ state }) => state === 'queued' || state === 'running') ? [authorId] : []
    )
  )
  const coming = missing.filter(({ authorId }) => waiting.has(authorId)).length
  const silent = missing.filter(({ authorId }) => !waiting.has(authorId))
  const [first] = silent
  const names = silent.map(({ authorId }) => authors.get(authorId)?.name ?? 'an author that is gone')
  return (
    <>
      {coming > 0 && (
        <Notice icon={<Hourglass size={14} />}>
          {plural(coming, 'run')} {coming === 1 ? 'is' : 'are'} still in the queue; the numbers come as they
          end.
        </Notice>
      )}
      {first && (
        <Notice icon={<CircleAlert size={14} />} tone="warn">
          Not in the numbers: {names.join(', ')}. {first.reason}
        </Notice>
      )}
    </>
  )
}
