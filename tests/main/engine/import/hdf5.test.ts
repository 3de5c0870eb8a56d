import { mkdtempSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ArrayMapping } from '../../../../src/shared/arrays/array-mapping'
import { proposeMapping } from '../../../../src/shared/arrays/propose-mapping'
import { blocksOf } from '../../../../src/main/engine/import/hdf5/dataset-numbers'
import { writeHdf5 } from '../../../fixtures/hdf5'
import { importPaths } from '../../../fixtures/import-file'
import { streamSamples } from '../../../fixtures/stream-samples'

const place = (): string => join(mkdtempSync(join(tmpdir(), 'affectory-hdf5-')), 'own.h5')

test('an HDF5 file with names of channels is proposed with them and read in its own order', async () => {
  const path = place()
  const values = Float64Array.from({ length: 3 * 4 * 500 }, (_, i) => i)
  await writeHdf5(
    path,
    { 'eeg/data': { shape: [3, 4, 500], values }, fs: { shape: [1], values: Float64Array.of(250) } },
    { 'eeg/labels': ['Fz', 'Cz', 'Pz', 'Oz'] }
  )
  const before = { bytes: readFileSync(path), changed: statSync(path).mtimeMs }
  const asked = await importPaths([path])
  const question = asked.questions[0]?.question
  if (question?.kind !== 'arrays') throw new Error(JSON.stringify(asked.problems))
  const mapping = ArrayMapping.parse(proposeMapping(question.arrays))
  expect(mapping.signals[0]).toMatchObject({
    array: 'eeg.data',
    axes: ['trial', 'channel', 'time'],
    rateHz: 250,
    channels: [{ label: 'Fz' }, { label: 'Cz' }, { label: 'Pz' }, { label: 'Oz' }]
  })
  const { files, inProject } = await importPaths([path], { options: { [path]: { arrays: mapping } } })
  const [file] = files
  if (!file) throw new Error('not read')
  const channels = streamSamples(file, file.streams[0], inProject)
  // data[trial, channel, time] = trial * 2000 + channel * 500 + time; the second trial begins at 3 s.
  expect(channels[1]?.samples[7]).toBe(507)
  expect(channels[3]?.samples[3 * 250 + 1]).toBe(2000 + 1500 + 1)
  expect(channels[0]?.samples[2 * 250]).toBeNaN()
  expect(readFileSync(path).equals(before.bytes)).toBe(true)
  expect(statSync(path).mtimeMs).toBe(before.changed)
})

test('blocks of an array together are its numbers in order', () => {
  const shape = [3, 4, 5]
  for (let from = 0; from <= 60; from += 7)
    for (let to = from; to <= 60; to += 3) {
      const numbers: number[] = []
      for (const block of blocksOf(shape, from, to)) {
        const [[a0, a1] = [0, 1], [b0, b1] = [0, 4], [c0, c1] = [0, 5]] = block
        for (let a = a0; a < a1; a++)
          for (let b = b0; b < b1; b++) for (let c = c0; c < c1; c++) numbers.push((a * 4 + b) * 5 + c)
      }
      expect(numbers).toEqual(Array.from({ length: to - from }, (_, i) => from + i))
    }
})

test.each([100, 600, 1500, 2100])(
  'an HDF5 file that ends at byte %d is told as damaged, and the next one is read',
  async (end) => {
    const path = place()
    await writeHdf5(path, { data: { shape: [2, 1000], values: new Float64Array(2000) } })
    truncateSync(path, end)
    const { files, problems } = await importPaths([path])
    expect(files).toEqual([])
    expect(problems).toHaveLength(1)
    expect(problems[0]?.message).toMatch(/^own\.h5 /)
    const good = place()
    await writeHdf5(good, { data: { shape: [2, 100], values: new Float64Array(200) } })
    expect((await importPaths([good])).questions).toHaveLength(1)
  }
)

test('an HDF5 file of garbage behind its signature ends in a sentence', async () => {
  const path = place()
  await writeHdf5(path, { data: { shape: [2, 1000], values: new Float64Array(2000) } })
  const whole = readFileSync(path)
  for (let at = 8; at < whole.length; at += 97) {
    const broken = Buffer.from(whole)
    broken.fill(0xff, at, at + 16)
    writeFileSync(path, broken)
    const { problems, questions } = await importPaths([path])
    expect(problems.length + questions.length).toBe(1)
  }
})
