import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { confidentColumns, suspects } from '../../../../src/shared/analysis/label-errors/confident-columns'
import { frameSuspects } from '../../../../src/shared/analysis/label-errors/merge-frames'
import { raterQuality } from '../../../../src/shared/analysis/label-errors/rater-quality'
import { residualRank } from '../../../../src/shared/analysis/label-errors/residual-rank'
import { VoteRule } from '../../../../src/shared/gold/recipe'
import { voteGold } from '../../../../src/shared/gold/vote-gold'
import { readVectors, vectorFamilies } from '../../metrics/vectors'

const gimefive = resolve(
  import.meta.dirname,
  '../../../../../shared/data/face/gimefive/classification_scores_valid.csv'
)

describe.skipIf(!vectorFamilies.includes('confident_learning'))('confident learning over columns', () => {
  const shape = z.object({
    labels: z.array(z.number()),
    pred_probs: z.array(z.array(z.number()))
  })
  it.each(readVectors('confident_learning'))('equals the known answer $name', ({ inputs, expected }) => {
    const { labels, pred_probs } = shape.parse(inputs)
    const k = pred_probs[0]?.length ?? 0
    const found = confidentColumns({
      classes: k,
      given: Int32Array.from(labels),
      scores: Float64Array.from(pred_probs.flat())
    })
    const answer = z
      .object({
        thresholds: z.array(z.number().nullable()),
        confident_joint_uncalibrated: z.array(z.array(z.number())),
        normalized_margin: z.array(z.number())
      })
      .parse(expected)
    found.thresholds.forEach((threshold, c) => {
      const wanted = answer.thresholds[c] ?? null
      if (wanted === null) expect(threshold).toBeNull()
      else expect(threshold).toBeCloseTo(wanted, 9)
    })
    expect([...found.joint]).toEqual(answer.confident_joint_uncalibrated.flat())
    answer.normalized_margin.forEach((margin, i) => expect(found.margin[i]).toBeCloseTo(margin, 6))
  })
})

describe.skipIf(!existsSync(gimefive))('the scores of GiMeFive', () => {
  const [head = '', ...lines] = readFileSync(gimefive, 'utf8').trim().split(/\r?\n/)
  const labels = head.split(',').slice(1)
  const rows = lines.map((line) => line.split(','))
  const given = Int32Array.from(rows, ([path = '']) =>
    labels.indexOf(path.replace(/^.*_/, '').replace('.jpg', ''))
  )
  const scores = Float32Array.from(rows.flatMap((row) => row.slice(1).map(Number)))
  const found = confidentColumns({ classes: labels.length, given, scores })

  it('have the class thresholds of the reference', () => {
    const of = Object.fromEntries(labels.map((label, c) => [label, Number(found.thresholds[c]?.toFixed(4))]))
    expect(of).toEqual({
      happiness: 0.8683,
      surprise: 0.836,
      sadness: 0.77,
      anger: 0.8217,
      disgust: 0.5894,
      fear: 0.6691
    })
  })

  it('give 508 counted items and 78 candidates in the order of the margin', () => {
    expect(found.counted).toBe(508)
    const order = suspects(found, given)
    expect(order).toHaveLength(78)
    const margins = [...order].map((item) => found.margin[item] ?? NaN)
    expect(margins).toEqual([...margins].sort((a, b) => a - b))
  })
})

describe('a million items', () => {
  it('are gone through without a pause that anybody feels', () => {
    const [n, k] = [1_000_000, 7]
    const given = Int32Array.from({ length: n }, (_, i) => i % k)
    const scores = new Float32Array(n * k).fill(0.1)
    for (let i = 0; i < n; i++) scores[i * k + ((i * 7919) % k)] = 0.4
    const began = performance.now()
    confidentColumns({ classes: k, given, scores })
    // 40 ms on a quiet core; the bound is for a machine that does other things too.
    expect(performance.now() - began).toBeLessThan(1000)
  })
})

describe('frames that speak against a label', () => {
  // 20 frames of 100 ms; all given 0. Frames 5-9 and, after one frame of doubt, 11-12 are surely 1.
  const n = 20
  const against = (i: number) => (i >= 5 && i <= 9) || i === 11 || i === 12
  const one = {
    recordingId: 'r',
    pts: Float64Array.from({ length: n }, (_, i) => i * 100_000),
    given: Int32Array.from({ length: n }, (_, i) => (i === 19 ? 1 : 0)),
    scores: Float32Array.from(
      Array.from({ length: n }, (_, i) => (i === 19 || against(i) ? [0.1, 0.9] : [0.9, 0.1])).flat()
    )
  }

  it('become one stretch when the gap between them is short', () => {
    const { stretches } = frameSuspects([one], 2, { gap: 100_000, least: 0 })
    expect(stretches).toMatchObject([
      { start: 500_000, end: 1_300_000, given: 0, guess: 1, frames: 8, against: 7 }
    ])
  })

  it('become two when it is not, and short ones are left out on request', () => {
    const two = frameSuspects([one], 2, { gap: 0, least: 0 }).stretches
    expect(two.map(({ start, end }) => [start, end])).toEqual([
      [500_000, 1_000_000],
      [1_100_000, 1_300_000]
    ])
    expect(frameSuspects([one], 2, { gap: 0, least: 300_000 }).stretches).toHaveLength(1)
  })
})

describe('residuals of traces', () => {
  it('rank the planted window first, once the reaction lag is taken out', () => {
    const n = 400
    const model = Array.from({ length: n }, (_, t) => Math.sin(t / 9) + Math.sin(t / 23))
    // The rating follows by 8 samples, and is off by 1.5 between 200 and 240 on the model's clock.
    const rating = Array.from({ length: n }, (_, t) => {
      const at = t - 8
      return at < 0 ? null : (model[at] ?? 0) + (at >= 200 && at < 240 ? 1.5 : 0)
    })
    const { windows, lags } = residualRank(
      [{ recordingId: 'r', reference: rating, candidate: model }],
      40,
      20
    )
    expect(lags).toEqual([{ recordingId: 'r', lag: 8 }])
    expect(windows[0]).toMatchObject({ from: 200, to: 240, used: 40 })
    expect(windows[0]?.rms).toBeCloseTo(1.5, 9)
    expect(windows[1]?.rms ?? NaN).toBeLessThan(1e-9)
  })
})

describe('quality of raters', () => {
  it('is the share of items with the label that most of the others gave', () => {
    // Three raters, four items; the third differs twice, and is alone once.
    const codes = Int32Array.from([0, 0, 1, 1, 1, 1, 0, 0, 1, -1, -1, 1])
    const [first, second, third] = raterQuality({ raters: 3, classes: 2, codes })
    // Item 0: others of the first are 0 and 1: tied. Item 1: 1, 1: right. Item 2: tied.
    expect(first).toMatchObject({ rated: 3, tied: 2, withOthers: { value: 1 }, withConsensus: { value: 1 } })
    expect(second).toMatchObject({ rated: 3, tied: 2 })
    // Item 0: others say 0, it says 1. Item 1: right. Item 2: wrong. Item 3: nobody else.
    expect(third).toMatchObject({ rated: 4, tied: 1 })
    expect(third?.withOthers.value).toBeCloseTo(1 / 3, 12)
    expect(third?.withConsensus.value).toBeCloseTo(1 / 3, 12)
  })
})

describe('two sources of labels', () => {
  it('WEAK-2: that agree on 63 of 100 items keep 63 by intersection and 100 by union, 37 of them with two labels', () => {
    const units = Array.from({ length: 100 }, (_, i) => ({
      weight: 1,
      votes: ['joy', i < 63 ? 'joy' : 'anger'].map((label, source) => ({
        annotator: `source ${source}`,
        labels: [label],
        sources: [`${source}/${i}`]
      }))
    }))
    const kept = (rule: 'union' | 'intersection') =>
      voteGold(units, VoteRule.parse({ rule })).items.filter(({ labels }) => labels.length > 0)
    expect(kept('intersection')).toHaveLength(63)
    expect(kept('union')).toHaveLength(100)
    expect(kept('union').filter(({ labels }) => labels.length === 2)).toHaveLength(37)
  })
})
