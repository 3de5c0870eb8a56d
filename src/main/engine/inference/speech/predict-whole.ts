import { ok, type Result } from '../../../../shared/domain/problem'
import { toMaster } from '../../../../shared/domain/time'
import type { PredictItem } from '../../protocol'
import { breathe } from '../breathe'
import { highest, meanProbabilities, segmentOf, type Cell } from '../label-cells'
import type { Sink } from '../tasks/task'
import { readSound } from './read-sound'
import { nothingHeard, readStretch, type SpeechReader } from './speech-reader'

/** One label for a whole recording: the mean over equal pieces, silent ones left out. Meant for clips. */
export async function predictWhole(
  reader: SpeechReader,
  item: PredictItem,
  sink: Sink
): Promise<Result<void>> {
  const { stream, file } = item.input
  const seconds = stream.duration / 1e6
  const pieceSeconds = seconds / Math.max(1, Math.ceil(seconds / reader.longestSeconds))
  const pieceLength = Math.max(1, Math.ceil(pieceSeconds * reader.rateHz))
  const cells: Cell[] = []
  const embeddings: Float32Array[] = []
  let held = new Float32Array(0)
  let at = 0
  const read = async (samples: Float32Array): Promise<void> => {
    const reading = await readStretch(reader, samples, sink)
    if (reading) cells.push({ start: at, end: at + samples.length, probabilities: reading.probabilities })
    if (reading?.embedding) embeddings.push(reading.embedding)
    at += samples.length
    sink.advance(at / reader.rateHz)
    await breathe(sink.signal)
  }
  for await (const block of readSound({
    decoder: sink.decoder,
    fileId: file.id,
    streamIndex: item.input.stream.index,
    rateHz: reader.rateHz,
    signal: sink.signal
  })) {
    const joined = new Float32Array(held.length + block.samples.length)
    joined.set(held)
    joined.set(block.samples, held.length)
    held = joined
    while (held.length >= pieceLength) {
      await read(held.subarray(0, pieceLength))
      held = held.slice(pieceLength)
    }
  }
  if (held.length > 0) await read(held)
  const mean = meanProbabilities(cells, reader.labels.length)
  const all = { start: toMaster(stream, 0), end: toMaster(stream, stream.duration), probabilities: mean }
  const append = cells.length > 0 ? [segmentOf([all], highest(mean), reader.labels)] : []
  await sink.emit({
    tracks:
      append.length > 0
        ? [{ personKey: 'audio', name: 'Speech', append, replaceFrom: Number.MIN_SAFE_INTEGER }]
        : [],
    ...(reader.embedding !== undefined && embeddings.length > 0
      ? {
          outputs: [
            {
              outputId: reader.embedding,
              embeddings: [{ unitKey: 'whole', start: all.start, end: all.end, vector: meanOf(embeddings) }]
            }
          ]
        }
      : {}),
    doneUntilSeconds: seconds,
    recordingDone: true
  })
  if (append.length === 0) await sink.warn(nothingHeard(item))
  sink.advance(seconds)
  return ok(undefined)
}

/** Mean of vectors of one length: the pieces of a recording are equally long. */
function meanOf(vectors: readonly Float32Array[]): Float32Array {
  const mean = new Float32Array(vectors[0]?.length ?? 0)
  for (const vector of vectors)
    for (let i = 0; i < mean.length; i++) mean[i] = (mean[i] ?? 0) + (vector[i] ?? 0) / vectors.length
  return mean
}
