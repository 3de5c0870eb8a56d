import { Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { Questionnaire } from '../../../shared/questionnaires/questionnaire'
import { schemeDocumentOf } from '../../../shared/questionnaires/find-questionnaire'
import { closeDialog } from '../../session/dialogs'
import { useQuestionnaires } from '../../session/responses'
import { deleteScheme, saveScheme } from '../../session/row-edits'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { plural } from '../../ui/format'
import { Field } from '../../ui/text-field'
import './questionnaires.css'

/** What a new questionnaire begins as: every kind of item once. */
const BEGIN: Questionnaire = {
  schema: 'affectory.questionnaire/1',
  id: 'my-questionnaire',
  name: 'My questionnaire',
  instruction: 'How was it?',
  answers: [
    { value: 1, name: 'not at all' },
    { value: 2, name: 'a little' },
    { value: 3, name: 'very much' }
  ],
  items: [
    { id: 'calm', text: 'I felt calm', kind: 'scale' },
    { id: 'tense', text: 'I felt tense', kind: 'scale', reversed: true },
    {
      id: 'place',
      text: 'Where it was',
      kind: 'choice',
      choices: [
        { id: 'home', name: 'at home' },
        { id: 'lab', name: 'in the laboratory' }
      ]
    },
    { id: 'notes', text: 'Anything else', kind: 'text' }
  ],
  scores: [{ id: 'ease', name: 'Ease', method: 'mean', items: ['calm', 'tense'] }]
}

/** A questionnaire of one's own as a document: written, checked while it is written, and saved as an edit. */
export default function QuestionnaireDialog({ questionnaireId }: { questionnaireId?: string }): ReactNode {
  const known = useQuestionnaires()
  const before = known.find(({ id }) => id === questionnaireId)
  const [text, setText] = useState(() => JSON.stringify(before ?? BEGIN, undefined, 2))
  const parsed = readDocument(text)
  const taken =
    typeof parsed !== 'string' && parsed.id !== questionnaireId && known.some(({ id }) => id === parsed.id)
  const problem =
    typeof parsed === 'string'
      ? parsed
      : taken
        ? `There is a questionnaire with the id "${parsed.id}" already; give this one another.`
        : undefined
  const save = async (): Promise<void> => {
    if (typeof parsed === 'string' || problem !== undefined) return
    if (await saveScheme(schemeDocumentOf(parsed))) closeDialog()
  }
  const remove = async (): Promise<void> => {
    if (questionnaireId !== undefined && (await deleteScheme(questionnaireId))) closeDialog()
  }
  return (
    <Dialog
      title={before ? `Questionnaire ${before.name}` : 'New questionnaire'}
      widthPx={680}
      onClose={closeDialog}
      foot={
        <>
          {before && (
            <Button tone="bad" onClick={() => void remove()}>
              <Trash2 size={13} /> Delete
            </Button>
          )}
          <Button onClick={closeDialog}>Cancel</Button>
          <Button tone="primary" disabled={problem !== undefined} onClick={() => void save()}>
            Save questionnaire
          </Button>
        </>
      }
    >
      <Field
        label="Document"
        hint={
          problem ??
          (typeof parsed === 'string'
            ? undefined
            : `${plural(parsed.items.length, 'item')}, ${plural(parsed.scores.length, 'score')}. The handbook describes every field.`)
        }
        tone={problem === undefined ? 'good' : 'bad'}
      >
        {(id) => (
          <textarea
            id={id}
            className="input mono questionnaire-document"
            spellCheck={false}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
      </Field>
    </Dialog>
  )
}

/** The questionnaire that a text says, or a sentence about what is wrong with it. */
function readDocument(text: string): Questionnaire | string {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch (error) {
    return `This is not JSON yet: ${error instanceof Error ? error.message : String(error)}`
  }
  const parsed = Questionnaire.safeParse(document)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const place = issue?.path.map(String).join('.') ?? ''
  return `${place === '' ? 'The document' : `"${place}"`}: ${issue?.message ?? 'cannot be read'}.`
}
