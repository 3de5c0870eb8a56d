import { useEffect, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import type { SchemeRow } from '../../../shared/domain/rows'
import type { TraceMode } from '../../../shared/domain/take'
import { call } from '../../client'
import { perform } from '../../session/actions'
import { useCurrentAuthor } from '../../session/author'
import { openDialog } from '../../session/dialogs'
import { newId } from '../../session/desk-segments'
import { useProject } from '../../session/project'
import { useRatingChoice } from '../../session/rating/rating-choice'
import { createRatingTrack } from '../../session/rating/rating-tracks'
import { RATE_LIMITS } from '../../session/rating/trace-attributes'
import { toastError } from '../../session/toasts'
import { asksEachPerson, personsWithoutTrack } from '../../session/persons-here'
import { Button } from '../../ui/button'
import { Empty } from '../../ui/empty'
import { Select } from '../../ui/select'
import { Slider } from '../../ui/slider'
import { Field, TextInput } from '../../ui/text-field'
import { attributeChoices, dimChoices } from './set-up-choices'

interface SetUpProps {
  readonly recordingId: string
  /** Leaves the form; absent while there is nothing to go back to. */
  readonly onDone?: () => void
}

const NOBODY = 'nobody'
const NEW_PERSON = 'new person'
const noRows: readonly SchemeRow[] = []

const MODES: readonly { readonly id: TraceMode; readonly title: string; readonly hint: string }[] = [
  { id: 'bounded', title: 'Bounded scale', hint: 'A value between two ends' },
  { id: 'unbounded', title: 'Unbounded', hint: 'More or less than before, without ends (RankTrace)' },
  { id: 'binary', title: 'Up and down marks', hint: 'Only that it changed, and which way (BTrace)' }
]

/** What is to be rated, and how: makes a rating track. */
export function SetUp({ recordingId, onDone }: SetUpProps): ReactNode {
  const author = useCurrentAuthor()
  const schemes = useProject((state) => state.snapshot?.schemes) ?? noRows
  const persons = useProject((state) => state.snapshot?.persons) ?? []
  const presets = usePresets()
  const { setUp: last } = useRatingChoice()
  const choices = useMemo(() => attributeChoices(schemes, presets), [schemes, presets])
  const [chosen, setChosen] = useState<string>()
  const [dimsId, setDimsId] = useState<string>()
  const [modeId, setMode] = useState<TraceMode>()
  const [rate, setRate] = useState<number>()
  const [about, setPersonId] = useState<string>()
  const [personName, setPersonName] = useState(`P${String(persons.length + 1).padStart(2, '0')}`)

  const remembered = last && `${last.schemeId}/${last.attributeId}`
  const choice =
    choices.find(({ id }) => id === (chosen ?? remembered)) ??
    choices.find(({ id }) => id === 'va-bipolar/va') ??
    choices[0]
  const isRemembered = choice?.id === remembered
  const dims = choice ? dimChoices(choice.attribute.dims) : []
  const dim =
    dims.find(({ id }) => id === dimsId) ??
    dims.find(({ id }) => isRemembered && id === last?.dims.join('+')) ??
    dims[0]
  const forEach = asksEachPerson(choice?.attribute.scheme, choice?.attribute.attributeId)
  const unrated = choice
    ? personsWithoutTrack(recordingId, {
        schemeId: choice.attribute.scheme.id,
        attributeId: choice.attribute.attributeId
      })
    : []
  // A scale that is asked for each person begins with the first who has no track yet.
  const personId = about ?? (forEach ? unrated[0]?.id : undefined) ?? NOBODY
  const isPlane = (dim?.dims.length ?? 0) > 1
  const mode = isPlane ? 'bounded' : (modeId ?? (isRemembered ? last?.mode : undefined) ?? 'bounded')
  const rateHz = rate ?? (isRemembered ? last?.rateHz : undefined) ?? choice?.attribute.rateHz ?? 25

  if (!author)
    return (
      <Empty
        size="small"
        title="Who rates?"
        action={
          <Button size="small" onClick={() => openDialog({ id: 'annotator', props: {} })}>
            Add an annotator
          </Button>
        }
      >
        A rating belongs to an annotator.
      </Empty>
    )
  if (!choice || !dim)
    return (
      <Empty size="small" title="Looking for scales">
        Label schemes with a trace are being read.
      </Empty>
    )
  const person =
    personId === NOBODY
      ? undefined
      : personId === NEW_PERSON
        ? { id: newId(), name: personName.trim() }
        : persons.find(({ id }) => id === personId)
  const create = async (): Promise<void> => {
    const { scheme, attributeId } = choice.attribute
    if (await createRatingTrack({ recordingId, scheme, attributeId, dims: dim.dims, mode, rateHz, person }))
      onDone?.()
  }
  return (
    <div className="panel-body rt-setup">
      <h3>Rate while it plays</h3>
      <p className="muted">
        A rating track takes a value many times a second. It can be rated again, in whole or in part: every
        take is kept.
      </p>
      <Field label="Scale" hint={choice.inProject ? undefined : 'This scheme is added to the project.'}>
        {(id) => (
          <Select
            id={id}
            label="Scale"
            value={choice.id}
            options={choices.map((each) => ({ id: each.id, title: each.title }))}
            onChange={(next) => {
              setChosen(next)
              setDimsId(undefined)
              setRate(undefined)
            }}
          />
        )}
      </Field>
      <div className="rt-pair">
        <Field label="What is rated">
          {(id) => (
            <Select id={id} label="What is rated" value={dim.id} options={dims} onChange={setDimsId} />
          )}
        </Field>
        <Field label="How" hint={isPlane ? 'The plane has ends in both directions.' : undefined}>
          {(id) => (
            <Select
              id={id}
              label="How"
              value={mode}
              disabled={isPlane}
              options={MODES}
              onChange={(next) => setMode(MODES.find((each) => each.id === next)?.id)}
            />
          )}
        </Field>
      </div>
      <div className="rt-pair">
        <Field label="About" hint={forEach ? 'Asked for each person: one track for each.' : undefined}>
          {(id) => (
            <Select
              id={id}
              label="About"
              value={personId}
              options={[
                { id: NOBODY, title: 'The whole scene' },
                ...persons.map(({ id: each, name }) => ({ id: each, title: name })),
                { id: NEW_PERSON, title: 'A new person…' }
              ]}
              onChange={setPersonId}
            />
          )}
        </Field>
        <Field label={`Samples per second: ${rateHz}`}>
          {() => (
            <Slider
              label="Samples per second"
              min={RATE_LIMITS.min}
              max={RATE_LIMITS.max}
              step={5}
              value={rateHz}
              onChange={setRate}
            />
          )}
        </Field>
      </div>
      {personId === NEW_PERSON && (
        <Field label="Name of the person">
          {(id) => (
            <TextInput id={id} value={personName} onChange={(event) => setPersonName(event.target.value)} />
          )}
        </Field>
      )}
      <div className="rt-setup-foot">
        <Button
          tone="primary"
          disabled={personId === NEW_PERSON && personName.trim() === ''}
          onClick={() => perform(create)}
        >
          Make the rating track
        </Button>
        {onDone && <Button onClick={onDone}>Cancel</Button>}
      </div>
    </div>
  )
}

/** Schemes that ship with the app, read once. */
function usePresets(): readonly SchemeRow[] {
  const [presets, setPresets] = useState(noRows)
  useEffect(() => {
    let isHere = true
    call('scheme.presets')
      .then((rows) => isHere && setPresets(rows))
      .catch(toastError)
    return () => {
      isHere = false
    }
  }, [])
  return presets
}
