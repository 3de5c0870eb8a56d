import type { CommandCall } from '../../../shared/contract'
import type { Stream } from '../../../shared/domain/rows'
import { micros, toMaster } from '../../../shared/domain/time'
import type { BodilyEvent, Detector, DetectorId } from '../../../shared/signal/analyses/bodily-events'
import type { ChannelType } from '../../../shared/signal/channel-type'
import { call } from '../../client'
import { currentAuthorId } from '../author'
import { newId } from '../desk-segments'
import { command } from '../edit'
import { refreshProject, schemeOf } from '../project'
import { edit } from '../drafts'
import { select } from '../selection'

/** What a detector finds and how it is labelled. */
export interface DetectorFacts {
  readonly id: DetectorId
  readonly title: string
  /** The paper, as a methods section names it. */
  readonly source: string
  readonly types: readonly ChannelType[]
  readonly schemeId: string
  readonly label: string
  readonly kind: 'points' | 'segments'
  /** Name of the track, before the channel. */
  readonly track: string
}

/** Every way to find events of the body; the first that fits a channel is offered. */
export const detectors: readonly DetectorFacts[] = [
  {
    id: 'ecg',
    title: 'Beats of the ECG',
    source: 'Makowski et al. 2021 (NeuroKit)',
    types: ['ecg'],
    schemeId: 'heart-beats',
    label: 'beat',
    kind: 'points',
    track: 'Beats'
  },
  {
    id: 'pan-tompkins',
    title: 'QRS complexes of the ECG',
    source: 'Pan & Tompkins 1985; about 45 ms behind the R peak',
    types: ['ecg'],
    schemeId: 'heart-beats',
    label: 'beat',
    kind: 'points',
    track: 'Beats'
  },
  {
    id: 'ppg',
    title: 'Pulse waves of the PPG',
    source: 'Elgendi et al. 2013',
    types: ['ppg'],
    schemeId: 'heart-beats',
    label: 'beat',
    kind: 'points',
    track: 'Pulse'
  },
  {
    id: 'scr',
    title: 'Skin conductance responses',
    source: 'NeuroKit: prominence of the fast part; from onset to peak',
    types: ['eda'],
    schemeId: 'skin-responses',
    label: 'response',
    kind: 'segments',
    track: 'Responses'
  },
  {
    id: 'breaths',
    title: 'Breaths',
    source: 'Khodadad et al. 2018; ends of inspiration',
    types: ['resp'],
    schemeId: 'breaths',
    label: 'breath',
    kind: 'points',
    track: 'Breaths'
  },
  {
    id: 'emg',
    title: 'Muscle activity',
    source: 'Hodges & Bui 1996; above rest, the quietest tenth',
    types: ['emg'],
    schemeId: 'muscle-activity',
    label: 'active',
    kind: 'segments',
    track: 'Activity'
  }
]

/** Put what was found on a track of mine, as one edit: the scheme where the project lacks it, the track, its labels. Answers the id of the track. */
export async function keepEvents(
  stream: Stream,
  channel: number,
  detector: Detector,
  events: readonly BodilyEvent[],
  recordingEnd: number
): Promise<string | undefined> {
  const facts = detectors.find(({ id }) => id === detector.id)
  const authorId = currentAuthorId()
  if (!facts || authorId === undefined) return undefined
  const label = stream.info.channels?.[channel]?.label ?? `channel ${channel + 1}`
  const before: CommandCall[] = []
  if (!schemeOf(facts.schemeId)) {
    const preset = (await call('scheme.presets')).find(({ id }) => id === facts.schemeId)
    if (!preset) return undefined
    before.push(command('scheme-save', { document: preset.document }))
  }
  const trackId = newId()
  const segments = events.flatMap((event) => {
    const start = toMaster(stream, event.startUs)
    const end = event.endUs === undefined ? micros(start + 1) : toMaster(stream, event.endUs)
    if (start < 0 || end > recordingEnd || end <= start) return []
    return [{ start, end, label: facts.label }]
  })
  if (segments.length === 0) return undefined
  const made = await edit(stream.recordingId, [
    ...before,
    command('track-create', {
      id: trackId,
      recordingId: stream.recordingId,
      schemeId: facts.schemeId,
      name: `${facts.track} (${label})`,
      kind: facts.kind,
      overlap: 'allowed',
      streamId: stream.id,
      extra: { detector: { ...detector, source: facts.source, channel, label, found: events.length } }
    }),
    command('segment-paste', { trackId, segments, onOverlap: 'trim' })
  ])
  if (!made) return undefined
  await refreshProject()
  select({ trackId, segmentIds: [], range: undefined })
  return trackId
}
