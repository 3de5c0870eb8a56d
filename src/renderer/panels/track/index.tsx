import type { ReactNode } from 'react'
import { useState } from 'react'
import { useCurrentAuthor } from '../../session/author'
import { closeDialog, openDialog } from '../../session/dialogs'
import { asksEachPerson, personsHere, personsWithoutTrack } from '../../session/persons-here'
import { refreshProject, tracksOf, useProject } from '../../session/project'
import { createTrack, createTracks } from '../../session/row-edits'
import { select } from '../../session/selection'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { Empty } from '../../ui/empty'
import { Select } from '../../ui/select'
import { Field, TextInput } from '../../ui/text-field'
import { EditTrack } from './edit-track'
import { AttributePreview, attributeChoices } from './attribute-choice'
import { ruleFields, TrackRulesFields } from './track-rules'
import type { TrackRules } from './track-rules'

const NOBODY = 'nobody'
const EACH = 'each'

/** A new track in a recording, or the one named. */
export default function TrackDialog(props: { recordingId: string; trackId?: string }): ReactNode {
  const track = useProject((state) => state.index.tracks.get(props.trackId ?? ''))
  return track ? <EditTrack key={track.id} track={track} /> : <NewTrack recordingId={props.recordingId} />
}

/** A new lane of labels of mine in a recording. */
function NewTrack({ recordingId }: { recordingId: string }): ReactNode {
  const author = useCurrentAuthor()
  const schemes = useProject((state) => state.snapshot?.schemes) ?? []
  const persons = useProject((state) => state.snapshot?.persons) ?? []
  const [schemeId, setSchemeId] = useState(schemes[0]?.id)
  const [attribute, setAttribute] = useState<string>()
  const [points, setPoints] = useState(false)
  const [name, setName] = useState('')
  const [about, setPersonId] = useState<string>()
  const [rules, setRules] = useState<TrackRules>({ overlap: false, gapFree: false, parentId: undefined })
  const scheme = schemes.find((candidate) => candidate.id === schemeId)
  const { choices, usual } = attributeChoices(scheme)
  const attributeId = choices.some(({ id }) => id === attribute) ? attribute : usual
  const here = personsHere(recordingId)
  const forEach = asksEachPerson(scheme, attributeId) && here.length > 0
  const personId = about === undefined || (about === EACH && !forEach) ? (forEach ? EACH : NOBODY) : about
  // A second track of the same annotator is told from the first by what it asks.
  const asked = choices.find(({ id }) => id === attributeId)?.title.replace(/:.*/, '')
  const beside = tracksOf(recordingId).some((track) => track.authorId === author?.id)
  const usualName = (beside ? asked : undefined) ?? author?.name ?? ''
  const toMake = forEach
    ? personsWithoutTrack(recordingId, { schemeId: scheme?.id ?? '', attributeId: attributeId ?? '' }).length
    : 1
  const save = async (): Promise<void> => {
    if (!scheme || !author) return
    const fields = {
      recordingId,
      authorId: author.id,
      schemeId: scheme.id,
      attributeId,
      kind: points ? ('points' as const) : ('segments' as const),
      name: name.trim() || usualName,
      ...ruleFields(rules),
      parentId: rules.parentId
    }
    const missing = personsWithoutTrack(recordingId, { schemeId: scheme.id, attributeId: attributeId ?? '' })
    const done = await (personId === EACH
      ? createTracks(missing, { ...fields, attributeId: attributeId ?? '' })
      : createTrack({ ...fields, personId: personId === NOBODY ? undefined : personId }))
    if (!done) return
    const [created] = done.createdIds
    // A track that the window does not know yet cannot be worked in.
    await refreshProject()
    if (created !== undefined) select({ trackId: created, segmentIds: [], range: undefined })
    closeDialog()
  }
  return (
    <Dialog
      title="New track"
      widthPx={440}
      onClose={closeDialog}
      foot={
        <>
          <Button onClick={closeDialog}>Cancel</Button>
          <Button
            tone="primary"
            disabled={!scheme || !author || (personId === EACH && toMake === 0)}
            onClick={() => void save()}
          >
            {personId === EACH && toMake !== 1 ? `Add ${toMake} tracks` : 'Add track'}
          </Button>
        </>
      }
    >
      {!author ? (
        <Empty
          size="small"
          title="Who labels?"
          action={
            <Button size="small" onClick={() => openDialog({ id: 'annotator', props: {} })}>
              Add an annotator
            </Button>
          }
        >
          A track belongs to an annotator.
        </Empty>
      ) : (
        <>
          <Field label="Name">
            {(id) => (
              <TextInput
                id={id}
                autoFocus
                placeholder={usualName}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          <Field label="Scheme">
            {(id) => (
              <Select
                id={id}
                label="Scheme"
                value={schemeId}
                options={schemes.map((candidate) => ({ id: candidate.id, title: candidate.name }))}
                onChange={setSchemeId}
              />
            )}
          </Field>
          {choices.length > 1 && (
            <Field label="What is asked">
              {(id) => (
                <Select
                  id={id}
                  label="What is asked"
                  value={attributeId}
                  options={choices}
                  onChange={setAttribute}
                />
              )}
            </Field>
          )}
          <AttributePreview scheme={scheme} attributeId={attributeId} />
          <Field
            label="Made of"
            hint={points ? 'I marks a moment at the playhead; a digit marks it with its label.' : undefined}
          >
            {(id) => (
              <Select
                id={id}
                label="Made of"
                value={points ? 'points' : 'segments'}
                options={[
                  { id: 'segments', title: 'Segments, from one time to another' },
                  { id: 'points', title: 'Points, single moments' }
                ]}
                onChange={(kind) => setPoints(kind === 'points')}
              />
            )}
          </Field>
          <Field
            label="About"
            hint={forEach ? 'The scheme asks about each person in the recording.' : undefined}
          >
            {(id) => (
              <Select
                id={id}
                label="About"
                value={personId}
                options={[
                  ...(forEach
                    ? [
                        {
                          id: EACH,
                          title: 'Each person here',
                          hint: here.map(({ name: who }) => who).join(', ')
                        }
                      ]
                    : []),
                  { id: NOBODY, title: 'The whole scene' },
                  ...persons.map((person) => ({ id: person.id, title: person.name }))
                ]}
                onChange={setPersonId}
              />
            )}
          </Field>
          <TrackRulesFields recordingId={recordingId} rules={rules} onChange={setRules} />
        </>
      )}
    </Dialog>
  )
}
