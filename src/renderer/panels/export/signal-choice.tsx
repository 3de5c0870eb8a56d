import type { ReactNode } from 'react'
import { useEffect } from 'react'
import type { CallInput } from '../../../shared/contract'
import { eventRole } from '../../../shared/physio/measures/event-tracks'
import type { Stream } from '../../../shared/domain/rows'
import {
  choosePhysio,
  chosenOf,
  physioChoice,
  recallPhysio,
  usePhysioChoice
} from '../../session/physio/choice'
import { viewsOf } from '../../session/physio/views'
import type { ProjectIndex } from '../../session/project-index'
import { Checkbox } from '../../ui/checkbox'

/** Which measures of signals go along. */
export interface SignalOptions {
  readonly on: boolean
  readonly bands: boolean
  /** Schemes whose segments have no row. */
  readonly left: ReadonlySet<string>
}
export const noSignals: SignalOptions = { on: false, bands: true, left: new Set() }

/** Schemes with segments in these recordings, that rows can be made of; none without a signal or a track of events. */
export function featureSchemes(
  index: ProjectIndex,
  recordingIds: readonly string[],
  authorIds: readonly string[]
): readonly { readonly id: string; readonly name: string }[] {
  const [recordings, authors] = [new Set(recordingIds), new Set(authorIds)]
  const tracks = [...index.tracks.values()].filter((track) => recordings.has(track.recordingId))
  const measurable =
    tracks.some((track) => eventRole(track) !== undefined) ||
    recordingIds.some((id) => (index.streamsByRecording.get(id) ?? []).some(({ kind }) => kind === 'signal'))
  if (!measurable) return []
  const ids = new Set(
    tracks
      .filter(
        (track) =>
          authors.has(track.authorId) &&
          (track.kind === 'segments' || track.kind === 'utterances') &&
          eventRole(track) === undefined
      )
      .map(({ schemeId }) => schemeId)
  )
  return [...ids].map((id) => ({ id, name: index.schemes.get(id)?.name ?? id }))
}

/** What the export is asked for; the settings and tracks are those of the Physiology panel. */
export function featuresAsked(
  { on, bands, left }: SignalOptions,
  schemes: readonly { readonly id: string }[],
  streams: readonly Stream[]
): CallInput<'export.run'>['signalFeatures'] {
  const schemeIds = schemes.flatMap(({ id }) => (left.has(id) ? [] : [id]))
  if (!on || schemeIds.length === 0) return undefined
  const { settings, tracks, bandsOf } = physioChoice()
  return {
    schemeIds,
    settings,
    bands,
    ...(bands && bandsOf === 'view' ? { views: viewsOf(streams) } : {}),
    tracks: Object.fromEntries(Object.entries(tracks).map(([id, picked]) => [id, chosenOf(picked)]))
  }
}

/** Whether measures of signals go along, of which segments, and with band powers or not. */
export function SignalChoice({
  value,
  schemes,
  onChange
}: {
  readonly value: SignalOptions
  readonly schemes: readonly { readonly id: string; readonly name: string }[]
  readonly onChange: (value: SignalOptions) => void
}): ReactNode {
  useEffect(() => void recallPhysio(), [])
  const { bandsOf } = usePhysioChoice()
  const leave = (id: string, on: boolean): void => {
    const left = new Set(value.left)
    if (on) left.delete(id)
    else left.add(id)
    onChange({ ...value, left })
  }
  return (
    <div role="group" aria-label="Signal features">
      <h4>Signal features</h4>
      <Checkbox checked={value.on} onChange={(on) => onChange({ ...value, on })}>
        Heart, skin, breath and EEG of each segment{' '}
        <span className="muted">signal-features.csv, measured as the Physiology panel does</span>
      </Checkbox>
      {value.on && (
        <>
          <Checkbox checked={value.bands} onChange={(bands) => onChange({ ...value, bands })}>
            Band powers of every EEG channel
          </Checkbox>
          {value.bands && (
            <Checkbox
              checked={bandsOf === 'view'}
              onChange={(seen) => choosePhysio({ bandsOf: seen ? 'view' : 'recorded' })}
            >
              EEG as the Signals panel shows it{' '}
              <span className="muted">reference, filters, components left out; said in every row</span>
            </Checkbox>
          )}
          {schemes.map(({ id, name }) => (
            <Checkbox key={id} checked={!value.left.has(id)} onChange={(on) => leave(id, on)}>
              Segments of {name}
            </Checkbox>
          ))}
        </>
      )}
    </div>
  )
}
