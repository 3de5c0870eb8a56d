import type { ReactNode } from 'react'
import type { Track } from '../../../shared/domain/rows'
import { nestable, tracksBelow } from '../../session/track-edits'
import { trackTitle } from '../../session/track-edits'
import { Checkbox } from '../../ui/checkbox'
import { Select } from '../../ui/select'
import { Field } from '../../ui/text-field'

const NONE = 'none'

/** How the segments of a track lie in time, as the dialogue holds it. */
export interface TrackRules {
  readonly overlap: boolean
  readonly gapFree: boolean
  readonly parentId: string | undefined
}

/** The rules as fields of a row. */
export const ruleFields = ({ overlap, gapFree }: TrackRules): Pick<Track, 'overlap' | 'coverage'> => ({
  overlap: overlap && !gapFree ? 'allowed' : 'forbidden',
  coverage: gapFree ? 'gap-free' : 'free'
})

/** Overlap, gaps, and the track within whose segments these must lie. */
export function TrackRulesFields({
  recordingId,
  trackId,
  rules,
  onChange
}: {
  recordingId: string
  /** The track that has the rules; absent for a new one. */
  trackId?: string
  rules: TrackRules
  onChange: (rules: TrackRules) => void
}): ReactNode {
  const below = trackId === undefined ? new Set<string>() : tracksBelow(trackId)
  const parents = nestable(recordingId).filter((track) => track.id !== trackId && !below.has(track.id))
  return (
    <>
      {parents.length > 0 && (
        <Field
          label="Within"
          hint={
            rules.parentId === undefined
              ? undefined
              : 'Every segment lies inside one segment of that track, and follows it when it is moved, trimmed, split or deleted.'
          }
        >
          {(id) => (
            <Select
              id={id}
              label="Within"
              value={rules.parentId ?? NONE}
              options={[
                { id: NONE, title: 'The recording' },
                ...parents.map((track) => ({ id: track.id, title: `Segments of ${trackTitle(track)}` }))
              ]}
              onChange={(parentId) =>
                onChange({ ...rules, parentId: parentId === NONE ? undefined : parentId })
              }
            />
          )}
        </Field>
      )}
      <Checkbox checked={rules.gapFree} onChange={(gapFree) => onChange({ ...rules, gapFree })}>
        {rules.parentId === undefined
          ? 'No gaps: segments follow one another and share their edges'
          : 'No gaps: segments fill the one that holds them and share their edges'}
      </Checkbox>
      <Checkbox
        checked={rules.overlap && !rules.gapFree}
        disabled={rules.gapFree}
        onChange={(overlap) => onChange({ ...rules, overlap })}
      >
        Segments may overlap
      </Checkbox>
    </>
  )
}
