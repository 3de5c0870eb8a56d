import { ArrowRightLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { mappingText, type MappingNames } from '../../shared/mapping/mapping-text'
import type { MappingReport } from '../../shared/mapping/label-mapper'
import { Button } from './button'
import { Notice } from './notice'

interface MappingNoticeProps {
  readonly mapping: MappingReport
  readonly names: MappingNames
  /** Labels of the target that some side cannot give, and how often they were said. */
  readonly others?: string | undefined
  readonly onStop: () => void
}

/** Above numbers whose labels went through a mapping table: which table, what it lost, what the classes are. */
export function MappingNotice({ mapping, names, others, onStop }: MappingNoticeProps): ReactNode {
  return (
    <Notice
      icon={<ArrowRightLeft size={14} />}
      action={
        <Button size="small" onClick={onStop}>
          Do not map
        </Button>
      }
    >
      {mappingText(mapping, names).join(' ')}
      {others === undefined ? '' : ` ${others}`}
    </Notice>
  )
}
