import { cutStretch } from '../../../../shared/speech/cut-stretch'
import { groupVoices } from '../../../../shared/speech/group-voices'
import { nearestVoice, voiceCentres } from '../../../../shared/speech/nearest-voice'
import type { PredictItem } from '../../protocol'
import { breathe } from '../breathe'
import type { OpenedModel } from '../open-model'
import type { Sink } from '../tasks/task'
import { nearTogether } from './near-together'
import { readSpan } from './read-sound'
import type { HeardSpeech, SpokenTurn } from './spoken-turns'

const RATE_HZ = 16_000
/** Longer stretches are looked at in pieces of this length: two people may follow each other without a pause. */
const PIECE_SECONDS = 6
/** Shorter pieces say too little of a voice: they go to the nearest one. */
const SURE_SECONDS = 1
/** So many pieces, evenly over the recording, are grouped; the others go to the nearest voice. */
const MOST_PIECES = 800

export interface WantedSpeakers {
  /** How many, or as many as are heard. */
  readonly speakers: number | 'auto'
  /** How different two voices must be; as usual when absent. */
  readonly threshold: number | undefined
}

interface Piece {
  readonly start: number
  readonly end: number
  readonly stretch: number
}

/**
 * Speech as turns of speakers who are told apart by their voices, named Speaker 1, Speaker 2 ... in order of first words.
 */
export async function speakersApart(
  voices: OpenedModel,
  heard: HeardSpeech,
  wanted: WantedSpeakers,
  longestSeconds: number,
  item: PredictItem,
  sink: Sink
): Promise<SpokenTurn[]> {
  const pieces = heard.stretches.flatMap((stretch, index) =>
    cutStretch(stretch, heard.probabilities, heard.frameSeconds, PIECE_SECONDS).map(({ start, end }) => ({
      start,
      end,
      stretch: index
    }))
  )
  const embeddings = await embed(voices, pieces, item, sink)
  const asked = clusteredPieces(pieces)
  const chosen = asked.flatMap((index) => embeddings[index] ?? [])
  const groups = groupVoices(chosen, wanted.speakers, wanted.threshold)
  const centres = voiceCentres(chosen, groups)
  const groupOf = new Map(asked.map((index, i) => [index, groups[i] ?? 0]))
  const numbers = pieces.map((_, i) => groupOf.get(i) ?? nearestVoice(embeddings[i] ?? [], centres))
  return joined(pieces, inOrderOfWords(numbers), longestSeconds)
}

/** Pieces long enough to be grouped, thinned out evenly; all where hardly any is. */
function clusteredPieces(pieces: readonly Piece[]): number[] {
  const all = [...pieces.keys()]
  const long = all.filter((i) => {
    const piece = pieces[i]
    return piece !== undefined && piece.end - piece.start >= SURE_SECONDS
  })
  const usable = long.length < 2 ? all : long
  const step = Math.max(1, usable.length / MOST_PIECES)
  return Array.from({ length: Math.ceil(usable.length / step) }, (_, i) =>
    usable.slice(Math.floor(i * step), Math.floor(i * step) + 1)
  ).flat()
}

async function embed(
  voices: OpenedModel,
  pieces: readonly Piece[],
  { input }: PredictItem,
  sink: Sink
): Promise<Float32Array[]> {
  const found: Float32Array[] = []
  for (const group of nearTogether(pieces)) {
    const sound = await sink.stopwatch.timeAsync('decode', () =>
      readSpan({
        decoder: sink.decoder,
        signal: sink.signal,
        fileId: input.file.id,
        streamIndex: input.stream.index,
        rateHz: RATE_HZ,
        fromSeconds: group.from,
        toSeconds: group.to
      })
    )
    for (const { start, end } of group.members) {
      const samples = sound.samples.subarray(
        Math.max(0, Math.round(start * RATE_HZ) - sound.first),
        Math.max(1, Math.round(end * RATE_HZ) - sound.first)
      )
      const result = await voices.infer([{ kind: 'sound', samples, rateHz: RATE_HZ }], sink.stopwatch)
      found.push(result.output('embedding'))
      await breathe(sink.signal)
    }
  }
  return found
}

/** Group numbers so that the first to speak is 0. */
function inOrderOfWords(groups: readonly number[]): number[] {
  const numbers = new Map<number, number>()
  for (const group of groups) if (!numbers.has(group)) numbers.set(group, numbers.size)
  return groups.map((group) => numbers.get(group) ?? 0)
}

/** Pieces of one stretch and one voice that follow each other are one turn, as long as it fits. */
function joined(pieces: readonly Piece[], groups: readonly number[], longestSeconds: number): SpokenTurn[] {
  const turns: (SpokenTurn & { readonly stretch: number })[] = []
  pieces.forEach(({ start, end, stretch }, i) => {
    const number = (groups[i] ?? 0) + 1
    const speakerKey = `speaker-${number}`
    const last = turns.at(-1)
    if (last?.stretch === stretch && last.speakerKey === speakerKey && end - last.start <= longestSeconds)
      turns[turns.length - 1] = { ...last, end }
    else turns.push({ start, end, stretch, speakerKey, speakerName: `Speaker ${number}` })
  })
  return turns.map(({ stretch: _, ...turn }) => turn)
}
