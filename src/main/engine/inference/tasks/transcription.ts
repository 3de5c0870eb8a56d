import { ok, type Result } from '../../../../shared/domain/problem'
import type { Manifest } from '../manifest'
import type { RunnableModel } from '../runnable-model'
import { speechOf, turnsOfSegments, turnsOfSpeech } from '../speech/spoken-turns'
import { openTranscriber } from '../speech/transcriber'
import { predictTranscript } from '../speech/transcribe-predict'
import { openVadListener } from '../speech/vad-listener'
import { nobodySpeaks } from '../speech/vad-predict'
import type { OpenRequest, Predictor, Task } from './task'

/** Words of speech, one utterance after the other: voice activity finds the stretches unless segments are given. */
export const transcription: Task = {
  id: 'transcription',
  accepts: (manifest) => isRecogniser(manifest),
  check: () => ok('transcription'),
  open
}

/** The model that finds speech. */
const LISTENER = 'voice-activity'
/** Listening counts as this much of the work. */
const LISTENING_SHARE = 0.05
/** Silence is heard behind a turn; it must fit within the longest that is heard. */
const ROOM_SECONDS = 2

async function open(request: OpenRequest): Promise<Result<Predictor>> {
  const { model, options, provider, threads } = request
  const fromSegments = options.mode === 'segments'
  const listenerModel: Result<RunnableModel | undefined> = fromSegments
    ? ok(undefined)
    : await request.findModel(LISTENER)
  if (!listenerModel.ok) return listenerModel
  const listener = listenerModel.value
    ? await openVadListener(listenerModel.value, options.speech, provider, threads)
    : undefined
  if (listener && !listener.ok) return listener
  const opened = await openTranscriber(model, provider, threads)
  if (!opened.ok) {
    await listener?.value.dispose()
    return opened
  }
  const transcriber = opened.value
  const longest = transcriber.longestSeconds - ROOM_SECONDS
  const rules = { layer: model.manifest.name, language: options.speech?.language }
  return ok({
    choice: transcriber.choice,
    unit: 'seconds',
    total: (item) => (item.input.stream.duration / 1e6) * (1 + LISTENING_SHARE),
    async predict(item, sink) {
      if (!listener) {
        const turns = turnsOfSegments(item.segments ?? [], item, longest)
        return predictTranscript(transcriber, rules, turns, item, sink, 0)
      }
      const heard = await speechOf(listener.value, item, sink, (seconds) =>
        sink.advance(seconds * LISTENING_SHARE)
      )
      if (heard.stretches.length === 0) await sink.warn(nobodySpeaks(item))
      const before = (item.input.stream.duration / 1e6) * LISTENING_SHARE
      return predictTranscript(transcriber, rules, turnsOfSpeech(heard, longest), item, sink, before)
    },
    async dispose() {
      await listener?.value.dispose()
      await transcriber.dispose()
    }
  })
}

const isRecogniser = ({ files, outputs }: Manifest): boolean =>
  files?.['decoder'] !== undefined &&
  files['tokenizer'] !== undefined &&
  files['generation'] !== undefined &&
  outputs.some(({ task }) => task === 'free-text')
