import { ClipboardList, Pencil, Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { useCurrentAuthor } from '../../session/author'
import { openDialog } from '../../session/dialogs'
import { useProject } from '../../session/project'
import { useQuestionnaires, useResponses } from '../../session/responses'
import { useSelection } from '../../session/selection'
import { Button } from '../../ui/button'
import { Empty } from '../../ui/empty'
import { PanelHead } from '../../ui/panel-head'
import { Select } from '../../ui/select'
import { Given } from './given'
import { Sheet } from './sheet'
import './questionnaires.css'

const NONE = 'none'

/** Questionnaires about a recording or a person: answered by keys, scored at once, every answer undoable. */
export default function Questionnaires(): ReactNode {
  const all = useQuestionnaires()
  const responses = useResponses()
  const author = useCurrentAuthor()
  const opened = useSelection((state) => state.recordingId)
  const recordings = useProject((state) => state.snapshot?.recordings) ?? []
  const persons = useProject((state) => state.snapshot?.persons) ?? []
  const schemes = useProject((state) => state.index.schemes)
  const [chosen, setChosen] = useState('panas')
  const [about, setAbout] = useState<string>()
  const [person, setPerson] = useState(NONE)
  const questionnaire = all.find(({ id }) => id === chosen) ?? all[0]
  const wanted = about ?? opened ?? NONE
  const recordingId = recordings.some(({ id }) => id === wanted) ? wanted : undefined
  const personId = persons.some(({ id }) => id === person) ? person : undefined
  if (!questionnaire)
    return (
      <Empty icon={<ClipboardList size={28} />} title="No project is open">
        Open a project to answer questionnaires about its recordings and people.
      </Empty>
    )
  const own = schemes.has(questionnaire.id)
  const mine = responses?.find(
    (row) =>
      row.questionnaireId === questionnaire.id &&
      row.recordingId === recordingId &&
      row.personId === personId &&
      row.authorId === author?.id
  )
  return (
    <div className="panel questionnaires" data-keys="bench">
      <PanelHead>
        <Button size="small" onClick={() => openDialog({ id: 'questionnaire', props: {} })}>
          <Plus size={13} /> New questionnaire
        </Button>
        {own && (
          <Button
            size="small"
            onClick={() => openDialog({ id: 'questionnaire', props: { questionnaireId: questionnaire.id } })}
          >
            <Pencil size={13} /> Edit
          </Button>
        )}
      </PanelHead>
      <div className="questionnaires-choice">
        <Select
          label="Questionnaire"
          value={questionnaire.id}
          options={all.map(({ id, name }) => ({ id, title: name }))}
          onChange={setChosen}
        />
        <Select
          label="About which recording"
          value={recordingId ?? NONE}
          options={[
            { id: NONE, title: 'About no recording' },
            ...recordings.map(({ id, name }) => ({ id, title: name }))
          ]}
          onChange={setAbout}
        />
        <Select
          label="About which person"
          value={personId ?? NONE}
          options={[
            { id: NONE, title: 'About nobody in particular' },
            ...persons.map(({ id, name }) => ({ id, title: name }))
          ]}
          onChange={setPerson}
        />
      </div>
      {author ? (
        <Sheet
          key={`${questionnaire.id} ${recordingId} ${personId} ${author.id}`}
          questionnaire={questionnaire}
          recordingId={recordingId}
          personId={personId}
          response={mine}
          ready={responses !== undefined}
          answeredBy={author.name}
        />
      ) : (
        <Empty
          size="small"
          title="Who answers?"
          action={
            <Button size="small" onClick={() => openDialog({ id: 'annotator', props: {} })}>
              Add an annotator
            </Button>
          }
        >
          Answers belong to an annotator.
        </Empty>
      )}
      <Given
        questionnaire={questionnaire}
        responses={responses?.filter((row) => row.questionnaireId === questionnaire.id) ?? []}
        onOpen={(row) => {
          setAbout(row.recordingId ?? NONE)
          setPerson(row.personId ?? NONE)
        }}
      />
    </div>
  )
}
