import { ok, type Problem, type Result } from '../../../../shared/domain/problem'
import { toMaster } from '../../../../shared/domain/time'
import type { PredictItem } from '../../protocol'
import { breathe } from '../breathe'
import type { NewSegment } from '../label-cells'
import type { Sink } from '../tasks/task'
import { nearTogether } from './near-together'
import { readSpan } from './read-sound'
import type { Transcriber } from './transcriber'
import { languagesHeard, listenTo, transcribePiece, type Transcribed } from './transcribe-piece'
import type { SpokenTurn } from './spoken-turns'

export interface TranscriptRules {
  /** Name of the layer that the words become. */
  readonly layer: string
  /** Code of the language; found out when absent. */
  readonly language: string | undefined
}

/** Results are sent when this many turns are heard, or this many milliseconds have passed. */
const TURNS_PER_BATCH = 16
const BATCH_MS = 1000
/** So many of the longest turns decide which language is spoken. */
const TURNS_FOR_LANGUAGE = 6
/** Nobody speaks where the recogniser says so and is unsure of the words (Radford et al. 2022, 4.5). */
const NO_SPEECH = 0.6
const UNSURE = Math.exp(-1)

/** Write down the words of turns, one track for each speaker; turns done in an earlier run are left out. */
export async function predictTranscript(
  transcriber: Transcriber,
  rules: TranscriptRules,
  turns: readonly SpokenTurn[],
  item: PredictItem,
  sink: Sink,
  advanceBefore: number
): Promise<Result<void>> {
  const done = new Set(item.doneSegmentIds ?? [])
  const until = item.doneUntilSeconds ?? -Infinity
  const todo = turns.filter(({ id, end }) => (id === undefined ? end > until + 1e-6 : !done.has(id)))
  const language = rules.language ?? (await languageOf(transcriber, turns, item, sink))
  const found = new Map<string, { name: string; append: NewSegment[] }>()
  let read: string[] = []
  let sentAt = performance.now()
  let count = 0
  let silent = 0
  let looped = 0
  const send = async (recordingDone: boolean, doneUntilSeconds: number): Promise<void> => {
    const tracks = [...found].map(([personKey, { name, append }]) => ({
      personKey,
      name,
      kind: 'utterances' as const,
      layer: rules.layer,
      append
    }))
    await sink.emit({ tracks, doneSegmentIds: read, doneUntilSeconds, recordingDone })
    found.clear()
    read = []
    sentAt = performance.now()
  }

  for (const group of nearTogether(todo)) {
    const sound = await sink.stopwatch.timeAsync('decode', () =>
      readSpan({ ...place(item, sink, transcriber), fromSeconds: group.from, toSeconds: group.to })
    )
    for (const turn of group.members) {
      const samples = sound.samples.subarray(
        Math.max(0, Math.round(turn.start * transcriber.rateHz) - sound.first),
        Math.max(0, Math.round(turn.end * transcriber.rateHz) - sound.first)
      )
      const states = await listenTo(transcriber, samples, sink)
      const spoken = samples.length / transcriber.rateHz
      const heard = await transcribePiece(transcriber, states, spoken, language, sink)
      if (heard.looped) looped++
      if (isNothing(heard)) silent++
      else {
        const track = found.get(turn.speakerKey) ?? { name: turn.speakerName, append: [] }
        track.append.push(...segmentsOf(turn, heard, item))
        found.set(turn.speakerKey, track)
      }
      if (turn.id !== undefined) read.push(turn.id)
      sink.advance(advanceBefore + turn.end)
      if (++count % TURNS_PER_BATCH === 0 || performance.now() - sentAt > BATCH_MS)
        await send(false, turn.end)
      await breathe(sink.signal)
    }
  }
  await send(true, item.input.stream.duration / 1e6)
  if (silent + looped > 0) await sink.warn(unclear(item, silent, looped))
  return ok(undefined)
}

/** Where nobody seems to speak the words are made up. */
const isNothing = ({ pieces, noSpeech, confidence }: Transcribed): boolean =>
  pieces.length === 0 || (noSpeech > NO_SPEECH && confidence < UNSURE)

function segmentsOf(turn: SpokenTurn, { pieces, confidence }: Transcribed, item: PredictItem): NewSegment[] {
  const { stream } = item.input
  return pieces.map(({ start, end, text }) => ({
    start: toMaster(stream, Math.round((turn.start + start) * 1e6)),
    end: toMaster(stream, Math.round((turn.start + end) * 1e6)),
    text,
    confidence: Math.round(confidence * 1e6) / 1e6,
    flagged: false,
    ...(turn.personId === undefined ? {} : { personId: turn.personId })
  }))
}

/** The language that is likeliest over the longest turns together; English where nothing is heard. */
async function languageOf(
  transcriber: Transcriber,
  turns: readonly SpokenTurn[],
  item: PredictItem,
  sink: Sink
): Promise<string> {
  const longest = turns.toSorted((a, b) => b.end - b.start - (a.end - a.start)).slice(0, TURNS_FOR_LANGUAGE)
  const sums = new Map<string, number>()
  for (const { start, end } of longest) {
    const { samples } = await sink.stopwatch.timeAsync('decode', () =>
      readSpan({ ...place(item, sink, transcriber), fromSeconds: start, toSeconds: end })
    )
    const heard = await languagesHeard(transcriber, await listenTo(transcriber, samples, sink), sink)
    for (const [code, value] of heard) sums.set(code, (sums.get(code) ?? 0) + value)
    await breathe(sink.signal)
  }
  const [best] = [...sums].sort((a, b) => b[1] - a[1])
  return best?.[0] ?? 'en'
}

const place = ({ input }: PredictItem, { decoder, signal }: Sink, { rateHz }: Transcriber) => ({
  decoder,
  signal,
  rateHz,
  fileId: input.file.id,
  streamIndex: input.stream.index
})

const unclear = ({ recording }: PredictItem, silent: number, looped: number): Problem => ({
  code: 'unclear-speech',
  message: `${recording.name}: ${[
    silent > 0 ? `${silent} stretches gave no words and were left out` : '',
    looped > 0 ? `${looped} repeated themselves, of which one time was kept` : ''
  ]
    .filter((part) => part !== '')
    .join('; ')}.`,
  hint: 'Listen to them: noise, music and several voices at once confuse the recogniser.',
  severity: 'info'
})
