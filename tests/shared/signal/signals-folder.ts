import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect } from 'vitest'

/** Folder of the sample recordings and their oracles: AFFECTORY_SIGNALS, or ../shared/data/signals beside the repository. */
export const signalsFolder =
  process.env['AFFECTORY_SIGNALS'] ?? resolve(import.meta.dirname, '../../../../shared/data/signals')

export const hasSignals = existsSync(join(signalsFolder, 'dsp_oracle.json'))

/** Name of a block of tests that says why it is skipped. */
export const named = (name: string): string =>
  hasSignals ? name : `${name} (skipped: no sample recordings in ${signalsFolder})`

/** A JSON oracle; an empty object where the folder is absent (its tests are skipped). */
export const oracle = (file: string) =>
  hasSignals ? JSON.parse(readFileSync(join(signalsFolder, file), 'utf8')) : {}

/** The EEGLAB sample that dsp_oracle.json was computed from, in µV: 32 channels x 30504 samples at 128 Hz. */
export function eeglabSample(): readonly Float64Array[] {
  const bytes = readFileSync(join(signalsFolder, 'eeglab/eeglab_data.fdt'))
  const values = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
  const channels = 32
  return Array.from({ length: channels }, (_, c) =>
    Float64Array.from({ length: values.length / channels }, (_, i) => values[i * channels + c] ?? NaN)
  )
}

/** One column of a CSV file of the samples. */
export function csvColumn(file: string, name: string): Float64Array {
  const [head = '', ...lines] = readFileSync(join(signalsFolder, file), 'utf8').trim().split(/\r?\n/)
  const at = head
    .split(',')
    .map((cell) => cell.replaceAll('"', ''))
    .indexOf(name)
  if (at < 0) throw new Error(`${file} has no column ${name}: ${head}`)
  return Float64Array.from(lines, (line) => Number(line.split(',')[at]))
}

/** What the oracles keep of a long result. */
export interface Digest {
  readonly n: number
  readonly first16: readonly number[]
  readonly mid8: readonly number[]
  readonly last4: readonly number[]
  readonly rms: number
  readonly mean: number
}

/** Compares with a digest: absolute differences at most `tolerance` times its root mean square. */
export function expectDigest(y: Float64Array, digest: Digest, tolerance = 1e-6): void {
  const middle = Math.floor(y.length / 2)
  const rms = Math.sqrt(y.reduce((sum, value) => sum + value * value, 0) / y.length)
  const mean = y.reduce((sum, value) => sum + value, 0) / y.length
  expect(y.length).toBe(digest.n)
  expectClose(y.subarray(0, 16), digest.first16, tolerance * digest.rms)
  expectClose(y.subarray(middle, middle + 8), digest.mid8, tolerance * digest.rms)
  expectClose(y.subarray(-4), digest.last4, tolerance * digest.rms)
  expectClose([rms, mean], [digest.rms, digest.mean], tolerance * digest.rms)
}

/** Every number within `absolute` plus `relative` of the expected one, and as many of them. */
export function expectClose(
  actual: ArrayLike<number>,
  expected: readonly number[],
  absolute: number,
  relative = 0
): void {
  expect(actual.length).toBe(expected.length)
  const worst = expected
    .map((want, i) => ({ i, want, got: actual[i] ?? NaN, room: absolute + relative * Math.abs(want) }))
    .find(({ want, got, room }) => !(Math.abs(got - want) <= room))
  expect(worst, `differs by more than ${worst?.room}`).toBeUndefined()
}
