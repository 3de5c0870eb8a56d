import { rootMeanSquare } from '../../../../shared/audio/root-mean-square'
import type { LiveSubject } from '../../../../shared/contract/live'
import type { RunOptions } from '../../../../shared/domain/model'
import { fail, ok, type Result } from '../../../../shared/domain/problem'
import type { PredictItem } from '../../protocol'
import { openDeclaredModel } from '../declared/declared-model'
import { openReaders } from '../declared/open-readers'
import { prepareUnit, type PreparedUnit } from '../declared/prepare-unit'
import type { Decoded } from '../decode/decoded'
import type { Manifest } from '../manifest'
import { SILENCE_RMS } from '../speech/speech-reader'
import { createStopwatch } from '../stopwatch'
import { speechEmotion } from '../tasks/speech-emotion'
import type { Unit } from '../units/unit'
import { unitsOf, WHOLE } from '../units/units-of'
import { liveOutputs } from './live-outputs'
import type { LiveReader, LiveRequest, LiveSaid } from './live-reader'
import { momentsOf, timelineOf, type Moment } from './moments'

/** How far ahead of the playhead sound is decoded: the next windows are then there, and a jump does not wait for a minute of it. */
const AHEAD_SECONDS = 10

/** Windows, turns, trials and whole pictures, as a run prepares and reads them. */
export async function openLiveUnits(request: LiveRequest): Promise<Result<LiveReader>> {
  const { model, item, provider, threads } = request
  const { manifest, windows, options } = asFollowed(model.manifest)
  const { units } = unitsOf(manifest, item, options)
  const whole = units.every(({ key, turns }) => key === WHOLE && !turns)
  const timeline = timelineOf(whole ? [] : momentsOf(units, manifest, windows))
  if (timeline.places === 0)
    return fail(
      'live-nothing',
      `${item.recording.name} holds nothing that ${manifest.name} looks at.`,
      'Models of words need a transcript, models of trials their segments.'
    )
  const opened = await openDeclaredModel({ ...model, manifest }, provider, threads)
  if (!opened.ok) return opened
  const declared = opened.value
  const stopwatch = createStopwatch()
  const readers = await openReaders(declared.inputs, {
    item,
    units,
    assets: declared.assets,
    decoder: request.decoder,
    signal: request.signal,
    stopwatch,
    aheadSeconds: AHEAD_SECONDS
  })
  if (!readers.ok) {
    await declared.dispose()
    return readers
  }
  const hears = speechEmotion.accepts(model.manifest)
  /** Of a conversation that is read as a whole only the turn changes. */
  let known: { readonly unit: Unit; readonly said: ReadonlyMap<string, Decoded> } | undefined

  const answer = async (unit: Unit): Promise<ReadonlyMap<string, Decoded> | string> => {
    if (known?.unit === unit) return known.said
    const prepared = await prepareUnit(unit, declared.inputs, readers.value, {
      recordingId: item.recording.id,
      stopwatch
    })
    if (prepared.kind === 'missing') return `Nothing is recorded of “${prepared.binding}” here.`
    if (prepared.kind === 'fault') return `This moment could not be prepared: ${prepared.reason}.`
    if (hears && isSilent(prepared)) return 'Silence: nothing louder than -50 dB of full scale.'
    const [said] = await declared.infer([prepared], stopwatch)
    if (!said) return 'The model gave no answer.'
    known = { unit, said }
    return said
  }

  const subjectOf = async (moment: Moment): Promise<LiveSubject | string> => {
    const said = await answer(moment.unit)
    if (typeof said === 'string') return said
    const outputs = liveOutputs(said, manifest, moment.row)
    if (outputs.length === 0) return 'The model gave no number.'
    const name = nameOf(item, moment)
    return {
      key: moment.personId ?? '',
      ...(name === undefined ? {} : { name }),
      start: moment.start,
      end: moment.end,
      outputs
    }
  }

  return ok({
    get choice() {
      return declared.choice
    },
    fromTracks: units.some(({ segmentId, turns }) => segmentId !== undefined || turns !== undefined),
    timeline,
    async read(place): Promise<LiveSaid> {
      const subjects: LiveSubject[] = []
      let reason = 'Nothing is to be looked at here.'
      for (const moment of timeline.moments(place)) {
        const subject = await subjectOf(moment)
        if (typeof subject === 'string') reason = subject
        else subjects.push(subject)
      }
      return subjects.length > 0 ? { kind: 'said', subjects } : { kind: 'nothing', reason }
    },
    async dispose() {
      readers.value.close()
      await declared.dispose()
    }
  })
}

/**
 * A manifest as it is followed: stretches that a run would look at window by window are windows that end on the grid of
 * hops, so that what was just played is what is looked at.
 */
function asFollowed(manifest: Manifest): {
  readonly manifest: Manifest
  readonly windows: boolean
  readonly options: RunOptions
} {
  const { unit } = manifest
  const windows = unit.type === 'window' || (unit.type === 'segment' && unit.windowSec !== undefined)
  if (!windows) return { manifest, windows, options: {} }
  return {
    manifest: { ...manifest, unit: { ...unit, anchor: 'end' } },
    windows,
    options: unit.type === 'segment' ? { mode: 'windows' } : {}
  }
}

/** Speech models get their sound as it is, so that its level can be told from what they are given. */
function isSilent({ inputs: [sound] }: PreparedUnit): boolean {
  return sound?.type === 'float32' && rootMeanSquare(sound.data) < SILENCE_RMS
}

/** Who is meant: the person of the turn or of its track; a transcript's track is called after who speaks. */
function nameOf(
  { persons = [], tracks = [] }: PredictItem,
  { personId, row, unit }: Moment
): string | undefined {
  const turn = row === undefined ? unit.turns?.[unit.at ?? -1] : unit.turns?.[row]
  const track = tracks.find(({ track: { id } }) => id === (turn?.trackId ?? unit.trackId))?.track
  const own = personId ?? turn?.personId ?? unit.personId ?? track?.personId
  const person = own === undefined ? undefined : persons.find(({ id }) => id === own)
  return person?.name ?? (turn && track?.kind === 'utterances' ? track.name : undefined)
}
