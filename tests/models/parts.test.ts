import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { resizeMatrix } from '../../models/convert/resize-matrix'
import { syntheticVoice } from '../../models/convert/synthetic-voice'
import { blazefaceAnchors } from '../../models/face-detection/anchors'
import { evaluate } from '../../models/speech-emotion/evaluate'
import { labels } from '../../models/speech-emotion/head'
import { fitLogistic, predictLogistic } from '../../models/speech-emotion/logistic'
import { modelsFolder, openModel, runModel } from './models'

describe('parts of the models', () => {
  it('896 anchors: two per cell of 16 px, then six per cell of 32 px, at the middle of the cell', () => {
    const anchors = blazefaceAnchors(256)
    expect(anchors).toHaveLength(896 * 2)
    expect(anchors.slice(0, 6)).toEqual([8, 8, 8, 8, 24, 8])
    expect(anchors.slice(32 * 2, 32 * 2 + 2)).toEqual([8, 24])
    expect(anchors.slice(512 * 2, 512 * 2 + 2)).toEqual([16, 16])
    expect(anchors.slice(-2)).toEqual([240, 240])
  })

  it('halving a row takes weights 1/8, 3/8, 3/8, 1/8, as the triangle filter of Pillow does', () => {
    expect(Array.from(resizeMatrix(8, 4).subarray(8, 16))).toEqual([0, 0.125, 0.375, 0.375, 0.125, 0, 0, 0])
  })

  it('resizing keeps an even grey even, whatever the sizes', () => {
    for (const [source, target] of [
      [112, 64],
      [37, 64],
      [64, 64],
      [1000, 7]
    ] as const) {
      const matrix = resizeMatrix(source, target)
      for (let row = 0; row < target; row++) {
        const sum = matrix
          .subarray(row * source, (row + 1) * source)
          .reduce((total, weight) => total + weight, 0)
        expect(sum).toBeCloseTo(1, 5)
      }
    }
  })
})

describe('fitting the speech head', () => {
  const features = [
    [0, 0],
    [1, 0.2],
    [0.9, 1],
    [0.1, 0.8],
    [0.4, 0.5],
    [0.7, 0.1],
    [0.2, 0.3]
  ].map((row) => Float64Array.from(row))
  const target = [0, 1, 2, 0, 2, 1, 0]
  const penalty = 0.5

  it('no small change of any weight makes the fitted model better', () => {
    const model = fitLogistic({ features, target, classes: 3, penalty })
    const weights = model.weights.map((row) => Array.from(row))
    const bias = Array.from(model.bias)
    const best = loss(weights, bias)
    for (let c = 0; c < 3; c++)
      for (const step of [-0.01, 0.01]) {
        expect(
          loss(
            weights,
            bias.map((value, i) => (i === c ? value + step : value))
          )
        ).toBeGreaterThan(best)
        for (let f = 0; f < 2; f++) {
          expect(
            loss(
              weights.map((row, i) => row.map((value, j) => (i === c && j === f ? value + step : value))),
              bias
            )
          ).toBeGreaterThan(best)
        }
      }
  })

  it('probabilities sum to one', () => {
    const model = fitLogistic({ features, target, classes: 3, penalty })
    expect(
      predictLogistic(model, Float64Array.of(0.5, 0.5)).reduce((sum, value) => sum + value, 0)
    ).toBeCloseTo(1, 12)
  })

  it('the recorded UAR is the mean of the diagonal of the recorded confusion, and above 0.83 for unheard speakers', () => {
    const evaluation: Record<
      'leaveOneSpeakerOut' | 'leaveOneSpeakerOutWithoutSilence',
      { uar: number; clips: number; confusion: number[][] }
    > = JSON.parse(readFileSync(join(modelsFolder, 'speech-emotion/evaluation.json'), 'utf8'))
    for (const { uar, clips, confusion } of [
      evaluation.leaveOneSpeakerOut,
      evaluation.leaveOneSpeakerOutWithoutSilence
    ]) {
      const total = (row: readonly number[]): number => row.reduce((sum, count) => sum + count, 0)
      expect(total(confusion.map(total))).toBe(clips)
      expect(total(confusion.map((row, c) => (row[c] ?? 0) / total(row))) / labels.length).toBeCloseTo(uar, 4)
      expect(uar).toBeGreaterThan(0.83)
    }
  })

  it('UAR counts classes alike: nine of nine and none of one is a half', () => {
    const decisions = Array.from({ length: 10 }, (_, i) => ({ target: i < 9 ? 0 : 1, predicted: 0 }))
    expect(evaluate(decisions, ['calm', 'angry'])).toMatchObject({ uar: 0.5, war: 0.9 })
  })

  /** The penalised, class-balanced negative log likelihood, written out a second time. */
  function loss(weights: readonly (readonly number[])[], bias: readonly number[]): number {
    const fit = features.map((x, i) => {
      const scores = weights.map(
        (row, c) => (bias[c] ?? 0) + row.reduce((sum, w, f) => sum + w * (x[f] ?? 0), 0)
      )
      const own = target[i] ?? 0
      const balance = target.length / (3 * target.filter((value) => value === own).length)
      return (
        balance * (Math.log(scores.reduce((sum, score) => sum + Math.exp(score), 0)) - (scores[own] ?? 0))
      )
    })
    const size = weights.flat().reduce((sum, w) => sum + w * w, 0)
    return fit.reduce((sum, value) => sum + value, 0) + 0.5 * penalty * size
  }
})

describe('the speech model', () => {
  it('hears the same in a quiet and a loud copy of a recording', async () => {
    const session = await openModel('speech-emotion')
    const voice = syntheticVoice(24000)
    const of = async (gain: number): Promise<Float32Array> =>
      (
        await runModel(session, {
          type: 'float32',
          shape: [1, voice.length],
          data: voice.map((value) => value * gain)
        })
      ).get('probabilities') ?? new Float32Array()
    const [quiet, loud] = [await of(0.05), await of(1)]
    quiet.forEach((value, i) => expect(value).toBeCloseTo(loud[i] ?? NaN, 2))
    await session.release()
  })

  it('refuses more than twenty seconds instead of hearing a part', async () => {
    const session = await openModel('speech-emotion')
    await expect(
      runModel(session, { type: 'float32', shape: [1, 320_321], data: syntheticVoice(320_321) })
    ).rejects.toThrow()
    await session.release()
  })
})
