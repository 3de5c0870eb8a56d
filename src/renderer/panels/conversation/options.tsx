import type { ReactNode } from 'react'
import { shownPerspective } from '../../../shared/domain/perspective'
import { conversationChoice } from '../../session/conversation'
import { useCurrentAuthor } from '../../session/author'
import { Checkbox } from '../../ui/checkbox'
import { Select } from '../../ui/select'
import { Tabs } from '../../ui/tabs'
import { Field } from '../../ui/text-field'
import type { Conversation } from './use-turns'

const CONTEXTS = [0, 1, 2, 3, 5, 8, 12] as const
const NONE = 'none'

/** What the pane shows beside the words: whose labels, which context, which other transcript. */
export function Options({
  conversation,
  recordingId
}: {
  readonly conversation: Conversation
  readonly recordingId: string
}): ReactNode {
  const { layers, layer, other, author, authors } = conversation
  const choice = conversationChoice.use()
  const mine = useCurrentAuthor()
  const { choose } = conversationChoice
  const people = mine && !authors.some(({ id }) => id === mine.id) ? [mine, ...authors] : authors
  return (
    <div className="cv-options">
      <Field label="Labels of">
        {(id) => (
          <Select
            id={id}
            label="Labels of"
            size="small"
            value={author?.id}
            options={people.map((each) => ({
              id: each.id,
              title: each.id === mine?.id ? `${each.name} (me)` : each.name,
              hint: shownPerspective(each) ?? ''
            }))}
            onChange={(authorId) => choose({ authorId: authorId === mine?.id ? undefined : authorId })}
          />
        )}
      </Field>
      <Checkbox checked={choice.everyone} onChange={(everyone) => choose({ everyone })}>
        Everyone’s labels
      </Checkbox>
      <Checkbox checked={choice.shifts} onChange={(shifts) => choose({ shifts })}>
        Mark where a speaker’s emotion changes
      </Checkbox>
      <Field label="Context of the chosen turn">
        {(id) => (
          <Select
            id={id}
            label="Context of the chosen turn"
            size="small"
            value={String(choice.context)}
            options={CONTEXTS.map((count) => ({
              id: String(count),
              title: count === 0 ? 'none' : `${count} turn${count === 1 ? '' : 's'} before`
            }))}
            onChange={(count) => choose({ context: Number(count) })}
          />
        )}
      </Field>
      {layers.length > 1 && (
        <>
          <Field label={`Compare ${layer?.name ?? ''} with`}>
            {(id) => (
              <Select
                id={id}
                label="Compare with"
                size="small"
                value={other?.id ?? NONE}
                options={[
                  { id: NONE, title: 'nothing' },
                  ...layers
                    .filter((each) => each.id !== layer?.id)
                    .map((each) => ({ id: each.id, title: each.name }))
                ]}
                onChange={(wanted) => {
                  const { [recordingId]: _before, ...rest } = choice.others
                  choose({ others: wanted === NONE ? rest : { ...rest, [recordingId]: wanted } })
                }}
              />
            )}
          </Field>
          <Tabs
            label="How transcripts are compared"
            value={choice.compare}
            options={[
              { id: 'diff', title: 'Word by word' },
              { id: 'beside', title: 'Side by side' }
            ]}
            onChange={(compare) => choose({ compare })}
          />
          <Checkbox checked={choice.lowerCase} onChange={(lowerCase) => choose({ lowerCase })}>
            Case does not count
          </Checkbox>
          <Checkbox checked={choice.noPunctuation} onChange={(noPunctuation) => choose({ noPunctuation })}>
            Punctuation does not count
          </Checkbox>
        </>
      )}
    </div>
  )
}
