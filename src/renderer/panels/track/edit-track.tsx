import type { ReactNode } from 'react'
import { useState } from 'react'
import type { Problem } from '../../../shared/domain/problem'
import type { Track } from '../../../shared/domain/rows'
import { closeDialog } from '../../session/dialogs'
import { tryOut } from '../../session/drafts'
import { command } from '../../session/edit'
import { useProject } from '../../session/project'
import { setTrack, setTrackPerson } from '../../session/row-edits'
import { sameFaceAs, trackTitle } from '../../session/track-edits'
import { Button } from '../../ui/button'
import { Checkbox } from '../../ui/checkbox'
import { Dialog } from '../../ui/dialog'
import { Select } from '../../ui/select'
import { Field, TextInput } from '../../ui/text-field'
import { ruleFields, TrackRulesFields } from './track-rules'
import type { TrackRules } from './track-rules'

const NOBODY = 'nobody'
const NEW_PERSON = 'new person'

/** Name, person and rules of a track that exists. */
export function EditTrack({ track }: { track: Track }): ReactNode {
  const persons = useProject((state) => state.snapshot?.persons) ?? []
  const [name, setName] = useState(track.name)
  const [personId, setPersonId] = useState(track.personId ?? NOBODY)
  const [personName, setPersonName] = useState(`P${String(persons.length + 1).padStart(2, '0')}`)
  const [rules, setRules] = useState<TrackRules>({
    overlap: track.overlap === 'allowed',
    gapFree: track.coverage === 'gap-free',
    parentId: track.parentId
  })
  const [alsoAlike, setAlsoAlike] = useState(true)
  const [cut, setCut] = useState(false)
  const [locked, setLocked] = useState(track.locked)
  const isNew = personId === NEW_PERSON
  const alike = sameFaceAs(track)
  const fields = ruleFields(rules)
  const ruleChange = {
    overlap: fields.overlap === track.overlap ? undefined : fields.overlap,
    coverage: fields.coverage === (track.coverage ?? 'free') ? undefined : fields.coverage,
    ...(rules.parentId === track.parentId ? {} : { parentId: rules.parentId ?? null })
  }
  // What the rules would refuse, said before anybody presses Save.
  const refused = refusalOf(track, ruleChange, 'refuse')
  const mayCut = refused?.code === 'track.parent-fit'
  const still = mayCut && cut ? refusalOf(track, ruleChange, 'cut') : refused
  const ready = name.trim() !== '' && (!isNew || personName.trim() !== '') && !still
  const save = async (): Promise<void> => {
    if (!ready) return
    // Only what changed is said, so that the history names it.
    const change = {
      name: name.trim() === track.name ? undefined : name.trim(),
      ...ruleChange,
      locked: locked === track.locked ? undefined : locked
    }
    const chosen = personId === NOBODY ? undefined : personId
    const onOutside = mayCut && cut ? 'cut' : 'refuse'
    const alikeIds = alsoAlike ? alike.map(({ id }) => id) : []
    const done = isNew
      ? await setTrackPerson(
          track.id,
          { id: crypto.randomUUID(), name: personName.trim() },
          change,
          onOutside,
          alikeIds
        )
      : await setTrack(
          track.id,
          { ...change, ...(chosen === track.personId ? {} : { personId: chosen ?? null }) },
          onOutside,
          alikeIds
        )
    if (done) closeDialog()
  }
  return (
    <Dialog
      title={trackTitle(track)}
      widthPx={440}
      onClose={closeDialog}
      foot={
        <>
          <Button onClick={closeDialog}>Cancel</Button>
          <Button tone="primary" disabled={!ready} onClick={() => void save()}>
            Save
          </Button>
        </>
      }
    >
      <Field label="Name">
        {(id) => (
          <TextInput
            id={id}
            autoFocus
            value={name}
            onFocus={(event) => event.target.select()}
            onChange={(event) => setName(event.target.value)}
            onKeyDown={(event) => event.key === 'Enter' && void save()}
          />
        )}
      </Field>
      <Field label="About">
        {(id) => (
          <Select
            id={id}
            label="About"
            value={personId}
            options={[
              { id: NOBODY, title: 'The whole scene' },
              ...persons.map((person) => ({ id: person.id, title: person.name })),
              { id: NEW_PERSON, title: 'A new person' }
            ]}
            onChange={setPersonId}
          />
        )}
      </Field>
      {isNew && (
        <Field label="Name or code of the person" hint="Use a code where names must not be stored.">
          {(id) => (
            <TextInput
              id={id}
              autoFocus
              value={personName}
              onFocus={(event) => event.target.select()}
              onChange={(event) => setPersonName(event.target.value)}
              onKeyDown={(event) => event.key === 'Enter' && void save()}
            />
          )}
        </Field>
      )}
      {alike.length > 0 && personId !== (track.personId ?? NOBODY) && (
        <Checkbox checked={alsoAlike} onChange={setAlsoAlike}>
          {alike.length === 1
            ? `Also on the other track of ${track.name}`
            : `Also on the ${alike.length} other tracks of ${track.name}`}
        </Checkbox>
      )}
      {holdsSegments(track) && (
        <TrackRulesFields
          recordingId={track.recordingId}
          trackId={track.id}
          rules={rules}
          onChange={setRules}
        />
      )}
      {refused && (
        <div className="field" role="alert">
          <div className="hint" data-tone={still ? 'bad' : undefined}>
            {refused.message}
          </div>
        </div>
      )}
      {mayCut && (
        <Checkbox checked={cut} onChange={setCut}>
          Cut segments that reach over an edge and delete those outside
        </Checkbox>
      )}
      <Checkbox checked={locked} onChange={setLocked}>
        Locked: segments cannot be changed
      </Checkbox>
    </Dialog>
  )
}

const holdsSegments = (track: Track): boolean => track.kind === 'segments' || track.kind === 'utterances'

/** Why the track cannot have these rules as its segments are now. */
function refusalOf(
  track: Track,
  patch: Record<string, unknown>,
  onOutside: 'refuse' | 'cut'
): Problem | undefined {
  if (Object.values(patch).every((value) => value === undefined)) return undefined
  return tryOut(track.recordingId, [command('track-set', { id: track.id, patch, onOutside })]).problem
}
