import { Plus, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { mainAttribute } from '../../../shared/domain/labels'
import { SchemeDocument } from '../../../shared/domain/scheme'
import type { SchemeRow } from '../../../shared/domain/rows'
import type { AssignedTrack } from '../../../shared/domain/study'
import { project, useProject } from '../../session/project'
import { Button, IconButton } from '../../ui/button'
import { Select } from '../../ui/select'

const SCENE = 'scene'
const CHANNELS = [
  { id: 'channel 0', title: 'Whoever is on the left channel' },
  { id: 'channel 1', title: 'Whoever is on the right channel' }
]

interface AssignedLanesProps {
  readonly lanes: readonly AssignedTrack[]
  readonly onChange: (lanes: readonly AssignedTrack[]) => void
  readonly disabled: boolean
}

/** The lane that an assignment begins with: labels of the first scheme, about the whole scene. */
export function firstLane(): readonly AssignedTrack[] {
  const [scheme] = project().snapshot?.schemes ?? []
  return scheme ? [laneOf(scheme)] : []
}

/** Lanes that are made in every recording when it is started. */
export function AssignedLanes({ lanes, onChange, disabled }: AssignedLanesProps): ReactNode {
  const schemes = useProject((state) => state.snapshot?.schemes) ?? []
  const persons = useProject((state) => state.snapshot?.persons) ?? []
  const change = (at: number, lane: AssignedTrack): void =>
    onChange(lanes.map((each, index) => (index === at ? lane : each)))
  const about = [
    { id: SCENE, title: 'The whole scene' },
    ...CHANNELS,
    ...persons.map(({ id, name }) => ({ id, title: name }))
  ]
  return (
    <fieldset className="study-fieldset" disabled={disabled}>
      <legend>Lanes made in every recording</legend>
      {lanes.map((lane, index) => (
        // Lanes have no identity of their own; their place is what they are.
        <div key={index} className="study-lane">
          <Select
            label={`Scheme of lane ${index + 1}`}
            disabled={disabled}
            value={`${lane.schemeId}/${lane.attributeId}`}
            options={schemes.flatMap(attributesOf)}
            onChange={(value) => {
              const [schemeId = '', attributeId = ''] = value.split('/')
              const scheme = schemes.find(({ id }) => id === schemeId)
              if (scheme) change(index, { ...lane, ...laneOf(scheme, attributeId) })
            }}
          />
          <Select
            label={`Lane ${index + 1} is about`}
            disabled={disabled}
            value={lane.personId ?? (lane.channel === undefined ? SCENE : `channel ${lane.channel}`)}
            options={about}
            onChange={(value) => {
              const { personId: _person, channel: _channel, ...rest } = lane
              if (value === SCENE) change(index, rest)
              else if (value.startsWith('channel '))
                change(index, { ...rest, channel: Number(value.slice(8)) })
              else change(index, { ...rest, personId: value })
            }}
          />
          <IconButton
            label={`Take lane ${index + 1} away`}
            size="small"
            disabled={disabled || lanes.length === 1}
            onClick={() => onChange(lanes.filter((_, at) => at !== index))}
          >
            <X size={14} />
          </IconButton>
        </div>
      ))}
      <Button
        size="small"
        disabled={disabled || schemes.length === 0}
        onClick={() => onChange([...lanes, ...(lanes.length > 0 ? lanes.slice(-1) : firstLane())])}
      >
        <Plus size={13} /> Lane
      </Button>
    </fieldset>
  )
}

/** One choice for every attribute of a scheme; schemes with one attribute go by their name alone. */
function attributesOf(scheme: SchemeRow): readonly { readonly id: string; readonly title: string }[] {
  const attributes = SchemeDocument.safeParse(scheme.document).data?.attributes ?? []
  return attributes
    .filter(({ unit, type }) => unit !== 'person' && type !== 'relation')
    .map(({ id }, _, all) => ({
      id: `${scheme.id}/${id}`,
      title: all.length === 1 ? scheme.name : `${scheme.name}: ${id}`
    }))
}

function laneOf(scheme: SchemeRow, wanted?: string): AssignedTrack {
  const attributeId = wanted ?? mainAttribute(scheme) ?? ''
  const attribute = SchemeDocument.safeParse(scheme.document).data?.attributes.find(
    ({ id }) => id === attributeId
  )
  const kind = attribute?.type === 'trace' ? ('trace' as const) : undefined
  return { schemeId: scheme.id, attributeId, ...(kind ? { kind } : {}) }
}
