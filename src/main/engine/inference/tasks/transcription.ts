import { ok, type Result } from '../../../../shared/domain/problem'
import type { PredictItem } from '../../protocol'
import type { Manifest } from '../manifest'
import { openModel, type OpenedModel } from '../open-model'
import { speakersApart, type WantedSpeakers } from '../speech/speakers-apart'
import { speechOf, turnsOfSegments, turnsOfSpeech } from '../speech/spoken-turns'
import { openTranscriber, type Transcriber } from '../speech/transcriber'
import { predictTranscript, type TranscriptRules } from '../speech/transcribe-predict'
import { openVadListener, type VadListener } from '../speech/vad-listener'
import { nobodySpeaks } from '../speech/vad-predict'
import type { OpenRequest, Predictor, Sink, Task } from './task'

/** Words of speech, one utterance after the other: voice activity finds the stretches unless segments are given. */
export const transcription: Task = {
  id: 'transcription',
  accepts: (manifest) => isRecogniser(manifest),
  check: () => ok('transcription'),
  open
}

/** The model that finds speech. */
const LISTENER = 'voice-activity'
/** The model that tells voices apart. */
const VOICES = 'speaker-embedding'
/** Listening counts as this much of the work. */
const LISTENING_SHARE = 0.05
/** Silence is heard behind a turn; it must fit within the longest that is heard. */
const ROOM_SECONDS = 2

async function open(request: OpenRequest): Promise<Result<Predictor>> {
  const { model, options, provider, threads } = request
  const speakers = options.mode === 'segments' ? undefined : options.speech?.speakers
  const open: { dispose(): Promise<void> }[] = []
  const dispose = async (): Promise<void> => {
    for (const part of open.toReversed()) await part.dispose()
  }
  const listener = options.mode === 'segments' ? ok(undefined) : await openListener(request)
  if (!listener.ok) return listener
  if (listener.value) open.push(listener.value)
  const voices = speakers === undefined ? ok(undefined) : await openVoices(request)
  if (voices.ok && voices.value) open.push(voices.value)
  const transcriber = voices.ok ? await openTranscriber(model, provider, threads) : voices
  if (!transcriber.ok) {
    await dispose()
    return transcriber
  }
  open.push(transcriber.value)
  return ok({
    choice: transcriber.value.choice,
    unit: 'seconds',
    total: (item) => (item.input.stream.duration / 1e6) * (1 + LISTENING_SHARE),
    predict: (item, sink) =>
      transcribe(
        {
          listener: listener.value,
          voices: voices.ok ? voices.value : undefined,
          speakers:
            speakers === undefined ? undefined : { speakers, threshold: options.speech?.voiceThreshold },
          transcriber: transcriber.value,
          rules: { layer: model.manifest.name, language: options.speech?.language }
        },
        item,
        sink
      ),
    dispose
  })
}

interface Tools {
  /** Absent: segments are given. */
  readonly listener: VadListener | undefined
  /** Absent: speakers are not told apart. */
  readonly voices: OpenedModel | undefined
  readonly speakers: WantedSpeakers | undefined
  readonly transcriber: Transcriber
  readonly rules: TranscriptRules
}

async function transcribe(tools: Tools, item: PredictItem, sink: Sink): Promise<Result<void>> {
  const { listener, voices, speakers, transcriber, rules } = tools
  const longest = transcriber.longestSeconds - ROOM_SECONDS
  if (!listener) {
    const turns = turnsOfSegments(item.segments ?? [], item, longest)
    return predictTranscript(transcriber, rules, turns, item, sink, 0)
  }
  const heard = await speechOf(listener, item, sink, (seconds) => sink.advance(seconds * LISTENING_SHARE))
  if (heard.stretches.length === 0) await sink.warn(nobodySpeaks(item))
  const turns =
    voices && speakers
      ? await speakersApart(voices, heard, speakers, longest, item, sink)
      : turnsOfSpeech(heard, longest)
  const before = (item.input.stream.duration / 1e6) * LISTENING_SHARE
  return predictTranscript(transcriber, rules, turns, item, sink, before)
}

async function openListener(request: OpenRequest): Promise<Result<VadListener>> {
  const { options, provider, threads } = request
  const model = await request.findModel(LISTENER)
  return model.ok ? openVadListener(model.value, options.speech, provider, threads) : model
}

async function openVoices({ findModel, provider, threads }: OpenRequest): Promise<Result<OpenedModel>> {
  const model = await findModel(VOICES)
  return model.ok ? openModel(model.value, ['embedding'], provider, threads) : model
}

const isRecogniser = ({ files, outputs }: Manifest): boolean =>
  files?.['decoder'] !== undefined &&
  files['tokenizer'] !== undefined &&
  files['generation'] !== undefined &&
  outputs.some(({ task }) => task === 'free-text')
