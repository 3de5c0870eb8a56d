import type { ReactNode } from 'react'
import { eventRole } from '../../../shared/physio/measures/event-tracks'
import type { EventRole } from '../../../shared/physio/measures/event-tracks'
import { choosePhysio, pickTrack, PhysioChoice } from '../../session/physio/choice'
import type { Measured } from '../../session/physio/use-measured'
import { Select } from '../../ui/select'

const roles: readonly { readonly role: EventRole; readonly title: string; readonly none: string }[] = [
  { role: 'beats', title: 'Heart beats', none: 'No beats' },
  { role: 'responses', title: 'Skin responses', none: 'No responses' },
  { role: 'breaths', title: 'Breaths', none: 'No breaths' }
]

/** Which tracks are measured, and where. */
export function TracksBar({ measured }: { measured: Measured }): ReactNode {
  const { recording, tracks, chosen, choice } = measured
  return (
    <div className="physio-tools" role="group" aria-label="What is measured">
      {roles.map(({ role, title, none }) => (
        <Select
          key={role}
          size="small"
          label={title}
          value={chosen[role] ?? 'none'}
          options={[
            { id: 'none', title: none },
            ...tracks
              .toSorted((a, b) => Number(eventRole(b) === role) - Number(eventRole(a) === role))
              .map(({ id, name }) => ({ id, title: name }))
          ]}
          onChange={(id) => pickTrack(recording.id, { [role]: id === 'none' ? null : id })}
        />
      ))}
      <Select
        size="small"
        label="Time"
        value={choice.where}
        options={[
          { id: 'all', title: 'The whole recording' },
          { id: 'selection', title: 'The selection' },
          ...tracks
            .filter(({ kind }) => kind !== 'points')
            .map(({ id, name }) => ({ id: `track:${id}`, title: `Segments of ${name}` }))
        ]}
        onChange={(id) => choosePhysio({ where: PhysioChoice.shape.where.parse(id) })}
      />
    </div>
  )
}
