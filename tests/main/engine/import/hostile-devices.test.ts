import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { importPaths } from '../../../fixtures/import-file'
import { hasSignals, signalPath } from '../../../fixtures/signal-samples'
import { boundary, clock, fileHead, footer, header, samples, xdfFile } from '../../../fixtures/xdf-file'
import { zipFile } from '../../../fixtures/zip-file'

/** Longest that a damaged file may keep the app busy. */
const PATIENCE_MS = 10_000

/** Damage that is the same in every run: bytes changed, a stretch gone, the end gone, a stretch of ones. */
function* damaged(bytes: Uint8Array, rounds: number): Generator<Uint8Array> {
  let seed = 7
  const random = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
    return seed % Math.max(1, below)
  }
  for (let round = 0; round < rounds; round++) {
    const copy = Uint8Array.from(bytes)
    if (round % 4 === 0) for (let i = 0; i < 8; i++) copy[random(copy.length)] = random(256)
    else if (round % 4 === 1)
      yield Uint8Array.from([...copy.slice(0, random(copy.length)), ...copy.slice(random(copy.length))])
    else if (round % 4 === 2) copy.fill(255, random(copy.length), random(copy.length))
    yield round % 4 === 3 ? copy.slice(0, 1 + random(copy.length)) : copy
  }
}

async function survives(
  name: string,
  bytes: Uint8Array,
  rounds: number,
  beside: Readonly<Record<string, Uint8Array>> = {}
) {
  const before = process.memoryUsage().rss
  for (const copy of damaged(bytes, rounds)) {
    const folder = mkdtempSync(join(tmpdir(), 'affectory-hostile-'))
    for (const [other, content] of Object.entries(beside)) writeFileSync(join(folder, other), content)
    const path = join(folder, name)
    writeFileSync(path, copy)
    const started = performance.now()
    const { files, problems, questions } = await importPaths([path])
    expect(performance.now() - started, path).toBeLessThan(PATIENCE_MS)
    const refused = problems.filter(({ severity }) => severity === 'error')
    expect(files.length + refused.length + questions.length, path).toBe(1)
    for (const file of files) {
      expect(Number.isFinite(file.durationSeconds) && file.durationSeconds >= 0, path).toBe(true)
      expect(
        file.streams.every(
          ({ duration, offset = 0 }) =>
            Number.isSafeInteger(duration) && duration >= 0 && Number.isSafeInteger(offset)
        )
      ).toBe(true)
      expect(file.tracks.every(({ segments }) => segments.every(({ start, end }) => end > start))).toBe(true)
    }
    for (const { message, hint } of problems)
      expect(message.startsWith(name) && (hint ?? '') !== '', message).toBe(true)
  }
  expect((process.memoryUsage().rss - before) / 2 ** 20, 'MiB grown').toBeLessThan(1200)
}

describe('damaged and lying files of devices end as a problem or as what is left of them', () => {
  test('XDF', { timeout: 120_000 }, async () => {
    const rows = (from: number) =>
      Array.from({ length: 20 }, (_, i) => ({ time: from + i / 20, values: [i, -i] }))
    await survives(
      'lab.xdf',
      xdfFile(
        fileHead('2024-01-01T00:00:00'),
        header(1, { name: 'EEG', channels: 2, rate: 20, format: 'float32' }),
        header(2, { name: 'Marks', channels: 1, rate: 0, format: 'string' }),
        ...[0, 1, 2, 3].flatMap((second) => [
          clock(1, second, 0.5),
          samples(1, rows(second)),
          samples(2, [{ time: second, values: ['go'] }]),
          boundary()
        ]),
        footer(1, 80)
      ),
      80
    )
  })

  test.skipIf(!hasSignals)('WFDB header, annotations and FLAC', { timeout: 120_000 }, async () => {
    const at = (name: string): Uint8Array => new Uint8Array(readFileSync(signalPath('wfdb', name)))
    await survives('3000003_0003.hea', at('3000003_0003.hea'), 60, {
      '3000003_0003.dat': at('3000003_0003.dat')
    })
    await survives('100.atr', at('100.atr'), 30)
    for (const copy of damaged(at('flacformats.d1'), 40)) {
      const folder = mkdtempSync(join(tmpdir(), 'affectory-hostile-'))
      writeFileSync(join(folder, 'f.hea'), 'f 1 200 499\nf.d1 516 200/mV 16 0 -32766 -750 0 A\n')
      writeFileSync(join(folder, 'f.d1'), copy)
      const { files, problems } = await importPaths([join(folder, 'f.hea')])
      expect(files.length + problems.filter(({ severity }) => severity === 'error').length).toBe(1)
    }
  })

  test('archives, tables and the text of trackers', { timeout: 120_000 }, async () => {
    const eda = `1700000000\n4\n${Array.from({ length: 400 }, (_, i) => (i / 9).toFixed(3)).join('\n')}\n`
    await survives(
      'session.zip',
      zipFile([
        { name: 'EDA.csv', bytes: Buffer.from(eda) },
        { name: 'HR.csv', bytes: Buffer.from(eda) }
      ]),
      60
    )
    await survives('EDA.csv', Buffer.from(eda), 30)
    await survives(
      'eye.asc',
      Buffer.from(
        `** CONVERTED FROM a.edf\nSTART\t1000 \tRIGHT\tSAMPLES\nSAMPLES\tGAZE\tRIGHT\tRATE\t 250.00\n${Array.from({ length: 100 }, (_, i) => `${1000 + 4 * i}\t 1.0\t 2.0\t 3.0\t...`).join('\n')}\nEFIX R 1000 1100 104 1 2 3\n`
      ),
      40
    )
    await survives(
      'opensignals.txt',
      Buffer.from(
        `# OpenSignals Text File Format\n# {"a": {"sampling rate": 100, "column": ["nSeq", "CH1"]}}\n# EndOfHeader\n${Array.from({ length: 100 }, (_, i) => `${i % 16}\t${i}`).join('\n')}\n`
      ),
      40
    )
  })
})
