import type { ReactNode } from 'react'
import { codeName, offeredCodes } from '../../../../shared/values/missing-answer'
import type { AttributeTask } from '../../../../shared/values/attribute'

/** Reasons of the scheme why something cannot be rated; 0 pressed again goes through them, too. */
export function MissingCodes({
  task,
  code,
  disabled,
  onCode
}: {
  task: AttributeTask
  code: string | undefined
  disabled: boolean
  onCode: (code: string | null) => void
}): ReactNode {
  const codes = offeredCodes(task)
  if (codes.length === 0) return null
  return (
    <div className="answer-missing" role="group" aria-label="Why it cannot be rated">
      <span className="faint">Cannot rate:</span>
      {codes.map((each) => (
        <button
          key={each}
          type="button"
          className="answer-decline"
          aria-pressed={each === code}
          disabled={disabled}
          title="Key 0, pressed again"
          onClick={() => onCode(each === code ? null : each)}
        >
          {codeName(each)}
        </button>
      ))}
    </div>
  )
}
