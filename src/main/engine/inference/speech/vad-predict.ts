import { ok, type Problem, type Result } from '../../../../shared/domain/problem'
import { micros, toMaster } from '../../../../shared/domain/time'
import { speechStretches } from '../../../../shared/speech/speech-stretches'
import type { SpeechStretch } from '../../../../shared/speech/speech-stretches'
import type { FrameChunk, PredictItem } from '../../protocol'
import { changedSegments } from '../changed-segments'
import type { NewSegment } from '../label-cells'
import type { Sink } from '../tasks/task'
import { growingFloats } from './growing-floats'
import { hearSpeech } from './vad-hear'
import type { VadListener } from './vad-listener'

/** Rows of a chunk of per-frame results, as the store keeps them. */
const CHUNK_ROWS = 1024
/** A stretch is looked at again for this long behind its end; by then nothing that follows can change it. */
const SETTLED_SECONDS = 12

/**
 * Where somebody speaks in a recording: segments as they become clear, and the probability of every frame, from which a
 * run that was cut short goes on.
 */
export async function predictSpeech(
  listener: VadListener,
  label: string,
  item: PredictItem,
  sink: Sink
): Promise<Result<void>> {
  const { stream } = item.input
  const frameSeconds = listener.hop / listener.rateHz
  const seconds = stream.duration / 1e6
  const probabilities = growingFloats()
  for (const { pts, data, columns, count } of item.doneFrames ?? [])
    for (let row = 0; row < count; row++)
      probabilities.put(frameAt(pts[row] ?? 0, frameSeconds), [data[(row + 1) * columns.length - 1] ?? NaN])

  const segmentOf = ({ start, end, confidence }: SpeechStretch): NewSegment => ({
    start: toMaster(stream, micros(Math.round(start * 1e6))),
    end: toMaster(stream, micros(Math.round(end * 1e6))),
    label,
    confidence: Math.round(confidence * 1e6) / 1e6,
    flagged: false
  })
  /** Everything before this frame is settled and not looked at again. */
  let settled = 0
  let heard = 0
  let sent: NewSegment[] = []
  const stretches = (): SpeechStretch[] => {
    const from = settled * frameSeconds
    return speechStretches(
      probabilities.all().subarray(settled),
      frameSeconds,
      listener.rules,
      seconds - from
    ).map((stretch) => ({ ...stretch, start: stretch.start + from, end: stretch.end + from }))
  }
  const segments = (): NewSegment[] => stretches().map(segmentOf)
  const settle = (): void => {
    const all = stretches()
    // The stretch before the first open one stays in view, because their paddings meet.
    const firstOpen = all.findIndex(({ end }) => end > heard * frameSeconds - SETTLED_SECONDS)
    const keep = all[(firstOpen < 0 ? all.length : firstOpen) - 1]
    if (!keep) return
    settled = Math.max(settled, frameAt(keep.start * 1e6, frameSeconds))
    sent = segments()
  }

  const resumed = probabilities.all().length
  heard = resumed - (resumed % CHUNK_ROWS)
  // What was sent last may have known more than the frames that were kept: it is sent again.
  if (resumed > 0)
    sent = segments().filter(
      ({ end }) => end < toMaster(stream, (heard * frameSeconds - SETTLED_SECONDS) * 1e6)
    )
  let chunk = Math.floor(heard / CHUNK_ROWS)
  const send = async (recordingDone: boolean): Promise<void> => {
    const now = segments()
    const change = changedSegments(sent, now)
    sent = now
    const rows = probabilities.all().subarray(chunk * CHUNK_ROWS, Math.min(heard, (chunk + 1) * CHUNK_ROWS))
    const frames = rows.length > 0 ? framesOf(chunk, rows, frameSeconds, label) : undefined
    chunk++
    await sink.emit({
      tracks: change ? [{ personKey: 'audio', name: 'Speech', ...change }] : [],
      frames,
      doneUntilSeconds: recordingDone ? seconds : Math.min(seconds, heard * frameSeconds),
      recordingDone
    })
    settle()
  }
  sink.advance(heard * frameSeconds)
  for await (const block of hearSpeech(listener, item, sink, heard)) {
    probabilities.put(block.first, block.probabilities)
    heard = block.first + block.probabilities.length
    while (heard >= (chunk + 1) * CHUNK_ROWS) await send(false)
    sink.advance(Math.min(seconds, heard * frameSeconds))
  }
  await send(true)
  if (sent.length === 0 && settled === 0) await sink.warn(nobodySpeaks(item))
  sink.advance(seconds)
  return ok(undefined)
}

const frameAt = (timeUs: number, frameSeconds: number): number => Math.round(timeUs / 1e6 / frameSeconds)

/** Columns as in other per-frame results; sound has no place in the picture. */
function framesOf(
  chunk: number,
  probabilities: Float32Array,
  frameSeconds: number,
  label: string
): Omit<FrameChunk, 'trackId'> {
  const columns = ['person', 'x', 'y', 'w', 'h', 'score', label]
  const data = new Float32Array(probabilities.length * columns.length)
  probabilities.forEach((value, row) => data.set([1, NaN, NaN, NaN, NaN, NaN, value], row * columns.length))
  return {
    chunk,
    count: probabilities.length,
    columns,
    pts: Float64Array.from(probabilities, (_, row) =>
      Math.round((chunk * CHUNK_ROWS + row) * frameSeconds * 1e6)
    ),
    data
  }
}

/** Told when nobody was heard, so that an empty track is not taken for a fault. */
export const nobodySpeaks = ({ recording, input }: PredictItem): Problem => ({
  code: 'no-speech',
  message: `${recording.name}: nobody was heard speaking.`,
  hint: 'Check that the right sound track was recorded, or lower the threshold of voice activity.',
  file: input.path,
  severity: 'info'
})
