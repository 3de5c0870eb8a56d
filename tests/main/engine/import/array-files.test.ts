import { readFileSync, copyFileSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { ArrayMapping } from '../../../../src/shared/arrays/array-mapping'
import type { ArrayQuestion } from '../../../../src/shared/arrays/array-mapping'
import { checkMapping } from '../../../../src/shared/arrays/check-mapping'
import { mappingSummary } from '../../../../src/shared/arrays/mapping-summary'
import { proposeMapping } from '../../../../src/shared/arrays/propose-mapping'
import { countOf } from '../../../../src/main/engine/import/arrays/array-value'
import type { ArrayValue } from '../../../../src/main/engine/import/arrays/array-value'
import { openMatlab } from '../../../../src/main/engine/import/arrays/open-arrays'
import { openPickle } from '../../../../src/main/engine/import/pickle/open-pickle'
import { cachePlace } from '../../../../src/main/engine/import/cache-place'
import { probeFile } from '../../../../src/main/engine/import/probe-file'
import { rebuildCache } from '../../../../src/main/engine/media/rebuild-cache'
import { micros } from '../../../../src/shared/domain/time'
import { jobContext } from '../../../fixtures/job-context'
import { importPaths } from '../../../fixtures/import-file'
import { hasSignals, signalOracle, signalPath } from '../../../fixtures/signal-samples'
import { streamSamples } from '../../../fixtures/stream-samples'

/** Import a file as somebody does who takes what is proposed. */
async function importProposed(
  path: string,
  change: (mapping: ArrayMapping) => ArrayMapping = (same) => same
) {
  const asked = await importPaths([path])
  const question = asked.questions[0]?.question
  if (question?.kind !== 'arrays') throw new Error(`nothing was asked: ${JSON.stringify(asked.problems)}`)
  const mapping = change(ArrayMapping.parse(proposeMapping(question.arrays)))
  expect(checkMapping(mapping, question.arrays)).toEqual([])
  const read = await importPaths([path], { options: { [path]: { arrays: mapping } } })
  const [file] = read.files
  if (!file) throw new Error(JSON.stringify(read.problems))
  return { question, mapping, file, inProject: read.inProject }
}

const rows = ({ arrays }: ArrayQuestion) =>
  arrays.map(({ pattern, count, shape, file }) => [pattern, count, shape.join('x'), ...(file ? [file] : [])])

describe.skipIf(!hasSignals)('corpora kept as arrays', () => {
  test.each(['synthetic/deap_like_s01.dat', 'synthetic/deap_like_py3_p5.dat', 'synthetic/deap_like_s01.mat'])(
    'DEAP as %s is one recording of its trials with ratings, the same from every kind of file',
    async (name) => {
      const { file, mapping, question, inProject } = await importProposed(signalPath(name))
      expect(
        rows(question)
          .filter(([, , , beside]) => beside === undefined)
          .sort()
      ).toEqual([
        ['data', 1, '2x40x512'],
        ['labels', 1, '2x4']
      ])
      expect(mapping.preset).toBe('deap')
      expect(mappingSummary(mapping, question.arrays)).toBe('2 trials of 4 s, 40 channels at 128 Hz')
      const channels = streamSamples(file, file.streams[0], inProject)
      expect(channels).toHaveLength(40)
      expect(channels.map(({ label }) => label).slice(0, 3)).toEqual(['Fp1', 'AF3', 'F3'])
      expect(channels.map(({ label, unit }) => `${label} ${unit}`).slice(32, 37)).toEqual([
        'hEOG µV',
        'vEOG µV',
        'zEMG µV',
        'tEMG µV',
        'GSR Ω'
      ])
      // numpy.random.default_rng(7): data[0,0,:2], data[1,0,0] and data[1,39,511], as SciPy reads the .mat (oracle: first column).
      const [first] = channels
      expect(first?.samples[0]).toBeCloseTo(0.0012301533574825742, 7)
      // The second trial begins on the first whole second behind one of pause: 4 s + 1 s.
      expect(first?.samples[5 * 128]).toBeCloseTo(1.11284976449308, 6)
      expect(first?.samples[4 * 128]).toBeNaN()
      const [trials, ratings] = file.tracks
      expect(trials?.segments.map(({ start, end }) => [start / 1e6, end / 1e6])).toEqual([
        [0, 3],
        [3, 4],
        [5, 8],
        [8, 9]
      ])
      expect(ratings?.segments.map(({ start, end }) => [start / 1e6, end / 1e6])).toEqual([
        [3, 4],
        [8, 9]
      ])
      const value = ratings?.segments.map((segment) => segment.value)
      // labels as SciPy reads them, column by column: 3.336, 4.129 are the valences of both trials.
      expect(value?.[0]).toMatchObject({ kind: 'ratings', ratings: { valence: 3.336253092528623 } })
      expect(value?.[1]).toMatchObject({ kind: 'ratings', ratings: { valence: 4.1289489498745775 } })
      expect(Object.keys(value?.[0]?.kind === 'ratings' ? value[0].ratings : {})).toEqual([
        'valence',
        'arousal',
        'dominance',
        'liking'
      ])
      expect(file.streams[0]?.info.import).toEqual({ arrays: mapping })
    }
  )

  test('each trial of DEAP can be a recording of its own', async () => {
    const { file, inProject } = await importProposed(
      signalPath('synthetic/deap_like_s01.dat'),
      (mapping) => ({
        ...mapping,
        trials: 'recordings'
      })
    )
    expect(file.recordings?.map(({ name, group }) => [name, group])).toEqual([
      ['deap_like_s01 trial 1', 'deap_like_s01'],
      ['deap_like_s01 trial 2', 'deap_like_s01']
    ])
    const second = file.recordings?.[1]
    expect(second?.durationSeconds).toBe(4)
    expect(streamSamples(file, second?.streams[0], inProject)[0]?.samples[0]).toBeCloseTo(1.11284976449308, 6)
    expect(second?.tracks.map(({ name, segments }) => [name, segments.length])).toEqual([
      ['Trials', 2],
      ['Self-report', 1]
    ])
  })

  test('the cache of a trial is made again as it was, by the answer that is kept with it', async () => {
    const path = signalPath('synthetic/deap_like_s01.dat')
    const { file, inProject } = await importProposed(path, (mapping) => ({
      ...mapping,
      trials: 'recordings'
    }))
    const stream = file.recordings?.[1]?.streams[0]
    if (!stream) throw new Error('no second trial')
    const before = streamSamples(file, stream, inProject)
    const folder = mkdtempSync(join(tmpdir(), 'affectory-again-'))
    const row = { ...stream, id: 's', recordingId: 'r', fileId: 'f', offset: micros(0), driftPpm: 0 }
    const again = await rebuildCache(
      {
        stream: row,
        file: {
          id: 'f',
          recordingId: 'r',
          path,
          sizeBytes: 1,
          contentHash: '',
          container: 'arrays',
          playback: 'none',
          missing: false
        },
        path,
        cacheFolder: folder
      },
      cachePlace(join(folder, 'cache'), 'abc'),
      jobContext().context
    )
    if (!again.ok) throw new Error(again.error.message)
    const rebuilt = streamSamples(file, { ...stream, cache: again.value }, (key) => join(folder, key ?? ''))
    expect(rebuilt).toEqual(before)
  })

  test('SEED takes its labels from label.mat beside', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'affectory-seed-'))
    copyFileSync(signalPath('synthetic/seed_like_1_20131027.mat'), join(folder, '1_20131027.mat'))
    copyFileSync(signalPath('synthetic/seed_like_label.mat'), join(folder, 'label.mat'))
    const { file, question, mapping, inProject } = await importProposed(join(folder, '1_20131027.mat'))
    expect(rows(question)).toEqual([
      ['djc_eeg#', 3, '62x200'],
      ['label', 1, '1x3', 'label.mat']
    ])
    expect(mapping.preset).toBe('seed')
    const labels = file.tracks.find(({ name }) => name === 'Labels of trials')
    expect([labels?.schemeId, labels?.segments.map(({ label }) => label)]).toEqual([
      'seed3',
      ['positive', 'neutral', 'negative']
    ])
    // 200, 210 and 220 samples at 200 Hz, each from a whole second on.
    expect(labels?.segments.map(({ start, end }) => [start / 1e6, end / 1e6])).toEqual([
      [0, 1],
      [2, 3.05],
      [5, 6.1]
    ])
    const channels = streamSamples(file, file.streams[0], inProject)
    const sums = [0, 400, 1000].map((at, i) =>
      channels.reduce(
        (sum, { samples }) => sum + samples.subarray(at, at + 200 + 10 * i).reduce((a, b) => a + b, 0),
        0
      )
    )
    // The sums of the three arrays as SciPy reads them.
    for (const [i, sum] of [116.09192957274522, 118.50672155075331, -14.064277954484117].entries())
      expect(sums[i]).toBeCloseTo(sum, 2)
  })

  test('a trial whose number stands for nothing gets no label, and is counted', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'affectory-seed-'))
    copyFileSync(signalPath('synthetic/seed_like_1_20131027.mat'), join(folder, '1.mat'))
    copyFileSync(signalPath('synthetic/seed_like_label.mat'), join(folder, 'label.mat'))
    const { file } = await importProposed(join(folder, '1.mat'), (mapping) => ({
      ...mapping,
      labels: mapping.labels.map((labels) => ({
        ...labels,
        meaning: { kind: 'classes', classes: [{ value: 1, label: 'liked' }] }
      }))
    }))
    expect(file.tracks.find(({ name }) => name === 'Labels of trials')?.segments).toHaveLength(1)
    expect(file.warnings.map(({ message }) => message)).toEqual(['1.mat has 2 trials without a label.'])
  })

  test('the labels of SEED alone are told to belong to the files beside', async () => {
    const { problems, questions } = await importPaths([signalPath('synthetic/seed_like_label.mat')])
    expect(questions).toEqual([])
    expect(problems).toMatchObject([{ code: 'companion', severity: 'info' }])
  })

  test('features of SEED are signals of one value a second, a channel for each band', async () => {
    const { file, mapping, inProject } = await importProposed(signalPath('synthetic/seed_like_features.mat'))
    expect(mapping.preset).toBe('seed-features')
    const channels = streamSamples(file, file.streams[0], inProject)
    expect(channels).toHaveLength(310)
    expect(channels.slice(0, 6).map(({ label, rateHz }) => `${label} ${rateHz}`)).toEqual([
      'Fp1 delta 1',
      'Fp1 theta 1',
      'Fp1 alpha 1',
      'Fp1 beta 1',
      'Fp1 gamma 1',
      'FPz delta 1'
    ])
    expect(channels[0]?.samples[0]).toBeCloseTo(-1.4660569326212416, 6)
    const sum = channels.reduce(
      (all, { samples }) => all + samples.subarray(0, 12).reduce((a, b) => a + b, 0),
      0
    )
    expect(sum).toBeCloseTo(42.01019527562309, 3)
  })

  test('DREAMER becomes a recording for each participant, EEG and ECG in step, baseline before each film', async () => {
    const { file, question, mapping, inProject } = await importProposed(
      signalPath('synthetic/dreamer_like.mat')
    )
    expect(mapping.preset).toBe('dreamer')
    expect(rows(question)).toContainEqual(['DREAMER.Data{#}.EEG.stimuli{#}', 6, '384x14'])
    expect(file.recordings?.map(({ name }) => name)).toEqual(['dreamer_like 1', 'dreamer_like 2'])
    const [one] = file.recordings ?? []
    expect(
      one?.streams.map(({ name, info }) => [name, info.channels?.length, info.channels?.[0]?.rateHz])
    ).toEqual([
      ['EEG', 14, 128],
      ['ECG', 2, 256]
    ])
    const trials = one?.tracks.find(({ name }) => name === 'Trials')
    // Baselines of 2 s, films of 3, 4 and 5 s; each part from a whole second on, with a second between.
    expect(trials?.segments.map(({ start, end }) => [start / 1e6, end / 1e6])).toEqual([
      [0, 2],
      [3, 6],
      [7, 9],
      [10, 14],
      [15, 17],
      [18, 23]
    ])
    const eeg = streamSamples(file, one?.streams[0], inProject)
    expect(eeg[0]?.samples[0]).toBeCloseTo(0.5116456180385499, 6)
    expect(eeg[0]?.samples[3 * 128]).toBeCloseTo(-0.09870544410143238, 6)
    const ecg = streamSamples(file, one?.streams[1], inProject)
    expect(ecg[0]?.samples[3 * 256]).toBeCloseTo(0.11263158631855084, 6)
    const ratings = one?.tracks.find(({ name }) => name === 'Self-report')
    expect(
      ratings?.segments.map(({ value }) => (value?.kind === 'ratings' ? value.ratings : undefined))
    ).toEqual([
      { valence: 2, arousal: 5, dominance: 3 },
      { valence: 1, arousal: 2, dominance: 4 },
      { valence: 4, arousal: 2, dominance: 3 }
    ])
  })

  test('FieldTrip trials are proposed with their rate and the names of their channels, alike from MATLAB 7 and 7.3', async () => {
    const read = async (name: string) => {
      const { mapping, file, inProject } = await importProposed(signalPath(name))
      return { mapping, channels: streamSamples(file, file.streams[0], inProject) }
    }
    const v7 = await read('mat/epoched_v7.mat')
    const v73 = await read('mat/epoched_v73.mat')
    expect(v7.mapping.signals[0]).toMatchObject({
      array: 'data.trial{#}',
      rateHz: 400,
      axes: ['channel', 'time']
    })
    expect(v7.channels).toHaveLength(125)
    expect(v73.channels).toEqual(v7.channels)
  })
})

const Described = z.union([
  z.object({
    dtype: z.string(),
    shape: z.array(z.number()),
    first8_colmajor: z.array(z.number()),
    sum: z.number()
  }),
  z.object({ char: z.number(), value: z.array(z.string()) }),
  z.object({ struct: z.array(z.number()), fields: z.record(z.string(), z.unknown()) }),
  z.object({ cell: z.array(z.number()), first: z.unknown() })
])

/** Hold a value against what SciPy read. Answers how many arrays were compared. */
function compare(value: ArrayValue | undefined, told: unknown, where: string): number {
  const found = Described.safeParse(told)
  if (!found.success) return 0
  const expected = found.data
  if ('dtype' in expected) {
    if (value?.kind !== 'numbers') throw new Error(`${where} is no array of numbers`)
    expect(value.shape, where).toEqual(expected.shape)
    const numbers = value.read(0, countOf(value.shape))
    for (const [i, one] of expected.first8_colmajor.entries()) expect(numbers[i], where).toBeCloseTo(one, 9)
    const sum = numbers.reduce((a, b) => a + b, 0)
    expect(Math.abs(sum - expected.sum), where).toBeLessThanOrEqual(Math.abs(expected.sum) * 1e-7 + 1e-7)
    return 1
  }
  if ('struct' in expected) {
    if (value?.kind !== 'struct') throw new Error(`${where} is no struct`)
    expect(countOf(value.shape), where).toBe(expected.struct.reduce((a, b) => a * b, 1))
    return Object.entries(expected.fields).reduce(
      (sum, [name, inner]) => sum + compare(value.field(name), inner, `${where}.${name}`),
      0
    )
  }
  if ('cell' in expected) {
    if (value?.kind !== 'cell') throw new Error(`${where} is no cell`)
    expect(value.shape, where).toEqual(expected.cell)
    return expected.first ? compare(value.item(0), expected.first, `${where}{1}`) : 0
  }
  if (value?.kind !== 'text') throw new Error(`${where} is no text`)
  return 1
}

describe.skipIf(!hasSignals)('MATLAB 5 files hold what SciPy reads', () => {
  const names = Object.entries(signalOracle()).filter(
    ([name, entry]) =>
      /\.(mat|set)$/.test(name) && z.looseObject({ scipy: z.looseObject({}) }).safeParse(entry).success
  )
  test.each(names.map(([name]) => name))('%s', async (name) => {
    const { scipy } = z.looseObject({ scipy: z.record(z.string(), z.unknown()) }).parse(signalOracle()[name])
    const { root, close } = await openMatlab(await probeFile(signalPath(name)))
    let compared = 0
    for (const [variable, told] of Object.entries(scipy))
      compared += compare(root.field(variable), told, variable)
    close()
    expect(compared).toBeGreaterThan(0)
  })
})

describe.skipIf(!hasSignals)('pickles', () => {
  test('the arrays of a pickle of protocol 0 are those of protocol 2', () => {
    const old = openPickle(signalPath('synthetic/deap_like_p0.dat'))
    const two = openPickle(signalPath('synthetic/deap_like_s01.dat'))
    const numbers = (value: ArrayValue | undefined, count: number) =>
      value?.kind === 'numbers' ? [...value.read(0, count)] : []
    expect(numbers(old.root.field('labels'), 8)).toEqual(numbers(two.root.field('labels'), 8))
    expect(numbers(old.root.field('data'), 16)).toEqual(numbers(two.root.field('data'), 16))
    expect(readFileSync(signalPath('synthetic/deap_like_p0.dat'), 'latin1').startsWith('(')).toBe(true)
    old.close()
    two.close()
  })
})
