import type { Stream } from '../../shared/domain/rows'
import type { Project } from '../store'
import type { JobBoard } from './job-board'
import { streamInput } from './prepare-streams'

/** Samples of one part: about three seconds, so that a small move of the view decodes little. */
const PART_SAMPLES = 2 ** 17

/** Decoded parts kept in memory, bytes: about twelve minutes of sound. */
const KEEP_BYTES = 64 * 1024 * 1024

/** A stretch of a stream's sound, in samples, and what its pyramid says of it. */
export interface SoundStretch {
  readonly from: number
  readonly to: number
  readonly rateHz: number
  readonly sampleCount: number
  /** Samples per lowest run of the pyramid; a part is a whole number of them. */
  readonly base: number
  /** Extremes of lowest runs [from, to). */
  runs(from: number, to: number): Promise<Float32Array>
}

/**
 * Samples of compressed sound that no cache holds: the parts that a stretch touches are decoded when they are asked for,
 * and the ones used last are kept. Undefined when they cannot be decoded. A part under way is waited for, not decoded twice.
 */
export function soundParts(
  open: { readonly project: Project | undefined },
  ask: JobBoard['ask'],
  keepBytes = KEEP_BYTES
): (stream: Stream, stretch: SoundStretch) => Promise<Float32Array<ArrayBuffer> | undefined> {
  let owner: Project | undefined
  let kept = new Map<string, Promise<Int16Array | undefined>>()

  return async (stream, stretch) => {
    const { project } = open
    const input = project && streamInput(project, stream)
    if (!input) return undefined
    if (project !== owner) kept = new Map()
    owner = project
    const parts = kept
    const keyOf = (part: number): string => `${stream.id}/${part}`
    const numbers = partsOf(stretch)
    const missing = numbers.filter((part) => !parts.has(keyOf(part)))
    const [first] = missing
    const last = missing.at(-1)
    if (first !== undefined && last !== undefined) {
      const decoded = decode(first, last)
      for (const part of missing)
        parts.set(
          keyOf(part),
          decoded.then((samples) => cut(samples, part - first))
        )
    }
    const pieces = await Promise.all(numbers.map((part) => use(keyOf(part))))
    forget()
    return joined(pieces, stretch)

    /** One call for all parts from `first` to `last`: opening a file and its run-up cost more than a part. */
    async function decode(first: number, last: number): Promise<Int16Array | undefined> {
      const from = first * PART_SAMPLES
      const to = Math.min((last + 1) * PART_SAMPLES, stretch.sampleCount)
      const { rateHz, base } = stretch
      const extremes = await stretch.runs(from / base, Math.ceil(to / base))
      if (!input) return undefined
      const outcome = await ask({ kind: 'samples', input, from, to, rateHz, base, extremes })
      return outcome.state === 'done' && outcome.result.kind === 'samples'
        ? outcome.result.samples
        : undefined
    }

    /** A kept part becomes the one used last; one that could not be had is asked for again next time. */
    async function use(key: string): Promise<Int16Array | undefined> {
      const part = parts.get(key)
      parts.delete(key)
      if (part) parts.set(key, part)
      const samples = await part?.catch(() => undefined)
      if (!samples && parts.get(key) === part) parts.delete(key)
      return samples
    }

    function forget(): void {
      for (const key of parts.keys()) {
        if (parts.size * PART_SAMPLES * 2 <= keepBytes) return
        parts.delete(key)
      }
    }
  }
}

function partsOf({ from, to }: SoundStretch): readonly number[] {
  const first = Math.floor(from / PART_SAMPLES)
  return Array.from({ length: Math.max(0, Math.ceil(to / PART_SAMPLES) - first) }, (_, i) => first + i)
}

/** A copy, so that a part does not hold the memory of all that were decoded with it. */
const cut = (samples: Int16Array | undefined, part: number): Int16Array | undefined =>
  samples?.slice(part * PART_SAMPLES, (part + 1) * PART_SAMPLES)

/** The stretch as shares of full scale; undefined when a part is missing. */
function joined(
  pieces: readonly (Int16Array | undefined)[],
  { from, to }: SoundStretch
): Float32Array<ArrayBuffer> | undefined {
  const out = new Float32Array(to - from)
  let at = Math.floor(from / PART_SAMPLES) * PART_SAMPLES - from
  for (const piece of pieces) {
    if (!piece) return undefined
    for (let i = Math.max(0, -at); i < piece.length && at + i < out.length; i++)
      out[at + i] = (piece[i] as number) / 32768
    at += PART_SAMPLES
  }
  return out
}
