import type { ReactNode } from 'react'
import { toggleClue, withText } from '../../../../shared/values/edit-value'
import { CommitInput } from '../../../ui/text-field'
import type { EditorProps } from './editor-props'

/** Why it is so, in words, and the clues that were seen or heard. */
export function ExplanationEditor({ task, value, disabled, onChange }: EditorProps): ReactNode {
  const text = value?.kind === 'explanation' ? value.text : ''
  const clues = value?.kind === 'explanation' ? value.clues : []
  return (
    <div className="explanation" data-answer-field>
      <CommitInput
        label="Explanation"
        placeholder="What makes you think so"
        value={text}
        multiline
        disabled={disabled}
        onCommit={(next) => onChange(withText(value, next))}
      />
      {task.clueTags.length > 0 && (
        <div className="clues" role="group" aria-label="Clues">
          {task.clueTags.map((clue, index) => (
            <button
              key={clue}
              type="button"
              aria-pressed={clues.includes(clue)}
              disabled={disabled}
              title={index < 9 ? `Key ${index + 1}` : undefined}
              onClick={() => onChange(toggleClue(value, clue))}
            >
              {clue.replaceAll('-', ' ')}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}
