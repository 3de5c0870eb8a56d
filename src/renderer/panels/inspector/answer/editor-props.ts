import type { SegmentValue } from '../../../../shared/domain/segment-value'
import type { AttributeTask } from '../../../../shared/values/attribute'

/** What an editor is given: what is asked, what is said so far, and where a change goes. */
export interface EditorProps {
  readonly task: AttributeTask
  readonly value: SegmentValue | undefined
  readonly disabled: boolean
  /** Segment whose keys are shown: the focus of digits follows it. */
  readonly segmentId: string
  readonly trackId: string
  /** undefined: the answer is taken away. */
  readonly onChange: (value: SegmentValue | undefined) => void
}
