import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ecgClean } from '@shared/physio/ecg-clean'
import { ecgPeaks } from '@shared/physio/ecg-peaks'
import { panTompkins } from '@shared/physio/pan-tompkins'
import { hasSignals, named, signalsFolder } from '../signal/signals-folder'

describe.skipIf(!hasSignals)(named('half an hour of ECG that cardiologists annotated (MIT-BIH 100)'), () => {
  const beats = () => annotatedBeats(read('100.atr'))
  const ecg = () => firstChannel(read('100.dat'))

  test('more than 99.5 % of the beats are found within 75 ms, and as few are invented', () => {
    const found = ecgPeaks(ecgClean(ecg(), 360, 60), 360)
    const hits = matches(beats(), found, 27)
    expect(beats().length).toBeGreaterThan(2200)
    expect(hits / beats().length).toBeGreaterThan(0.995)
    expect(hits / found.length).toBeGreaterThan(0.995)
  })

  test('Pan and Tompkins find them too, behind the R peak by less than 150 ms', () => {
    const found = panTompkins(ecg(), 360)
    const hits = matches(beats(), found, 54)
    expect(hits / beats().length).toBeGreaterThan(0.99)
    expect(hits / found.length).toBeGreaterThan(0.99)
  })
})

const read = (file: string) => readFileSync(join(signalsFolder, 'wfdb', file))

/** Format 212: two 12-bit samples in three bytes; the first of each pair is channel 0. */
function firstChannel(bytes: Uint8Array): Float64Array {
  return Float64Array.from({ length: Math.floor(bytes.length / 3) }, (_, i) => {
    const value = (bytes[3 * i] ?? 0) | (((bytes[3 * i + 1] ?? 0) & 0x0f) << 8)
    return (value > 2047 ? value - 4096 : value) / 200
  })
}

/** Samples of the beats of an MIT annotation file: codes 1 to 11 and a few more are beats, 59 to 63 are no annotations of their own. */
function annotatedBeats(bytes: Uint8Array): number[] {
  const beats: number[] = []
  let time = 0
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    const word = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)
    const [code, rest] = [word >> 10, word & 0x3ff]
    if (word === 0) break
    if (code === 59) {
      time +=
        ((bytes[at + 2] ?? 0) << 16) |
        ((bytes[at + 3] ?? 0) << 24) |
        (bytes[at + 4] ?? 0) |
        ((bytes[at + 5] ?? 0) << 8)
      at += 4
    } else if (code === 63) at += rest + (rest % 2)
    else if (code < 59) {
      time += rest
      if ((code >= 1 && code <= 13) || code === 34 || code === 38) beats.push(time)
    }
  }
  return beats
}

/** How many of the wanted have one found within `room` samples. */
function matches(wanted: readonly number[], found: readonly number[], room: number): number {
  let at = 0
  return wanted.filter((beat) => {
    while (at < found.length && (found[at] ?? 0) < beat - room) at++
    return Math.abs((found[at] ?? Infinity) - beat) <= room
  }).length
}
