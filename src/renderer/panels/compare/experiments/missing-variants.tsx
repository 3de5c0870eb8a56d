import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { VariantsAnswer } from '../../../../shared/contract/analysis/variants'
import { useProject } from '../../../session/project'
import { Notice } from '../../../ui/notice'

/** Variants that have said nothing that could be compared, with the reason. */
export function MissingVariants({ answer: { missing } }: { readonly answer: VariantsAnswer }): ReactNode {
  const authors = useProject((state) => state.index.authors)
  const [first] = missing
  if (!first) return null
  const names = missing.map(({ authorId }) => authors.get(authorId)?.name ?? 'an author that is gone')
  return (
    <Notice icon={<CircleAlert size={14} />} tone="warn">
      Not in the numbers: {names.join(', ')}. {first.reason}
    </Notice>
  )
}
