import { describe, expect, it } from 'vitest'
import { atOnce } from '../../../src/shared/agreement/sliced'
import golden from '../../fixtures/golden/probe.json'
import { fitDiscriminant } from '../../../src/shared/probe/discriminant'
import { linearScores, softmaxRows } from '../../../src/shared/probe/linear'
import { fitLogistic, logisticProbabilities } from '../../../src/shared/probe/logistic'
import { fitNearestCentroid } from '../../../src/shared/probe/nearest-centroid'
import { fitRidge } from '../../../src/shared/probe/ridge'
import { tableOf } from '../../../src/shared/probe/table'

const { features, target, numbers, answers } = golden
const table = tableOf(features)

describe('heads on embeddings give what scikit-learn gives', () => {
  it.each(['none', 'balanced'] as const)('logistic regression, weighting %s', (weighting) => {
    const model = atOnce(fitLogistic(table, target, 3, { penalty: 0.7, weighting }))
    const answer = answers[`logistic ${weighting}`]
    close(logisticProbabilities(model, table), answer.probabilities.flat(), 1e-5)
    // Weights of all classes may be shifted together without a change; the penalty puts their mean at 0 in both.
    close(
      model.weights.flatMap((row) => [...row]),
      answer.weights.flat(),
      1e-4
    )
  })

  it('ridge regression', () => {
    const { weights, bias } = fitRidge(table, [numbers], 2.5)
    close(weights[0] ?? [], answers.ridge.weights, 1e-7)
    expect(bias[0]).toBeCloseTo(answers.ridge.bias, 7)
  })

  it('ridge on classes', () => {
    const sides = [0, 1, 2].map((c) => target.map((own) => (own === c ? 1 : -1)))
    close(linearScores(fitRidge(table, sides, 2.5), table), answers['ridge classes'].scores.flat(), 1e-7)
  })

  it('linear discriminant analysis with and without shrinkage', () => {
    const posteriors = (shrinkage: number): Float64Array =>
      softmaxRows(linearScores(fitDiscriminant(table, target, 3, shrinkage), table), 3)
    close(posteriors(0.1), answers.lda.posteriors.flat(), 1e-6)
    close(posteriors(0), answers.lda.unshrunk.flat(), 1e-6)
  })

  it('many columns and few items give what the plain solution gives', () => {
    // Ten items of five columns, and the same beside forty columns of nothing: as many weights as before, the rest 0.
    const few = tableOf(features.slice(0, 10))
    const wide = tableOf(features.slice(0, 10).map((row) => [...row, ...new Array<number>(40).fill(0)]))
    const narrow = fitRidge(few, [numbers], 2.5)
    const found = fitRidge(wide, [numbers], 2.5)
    close(found.weights[0]?.subarray(0, 5) ?? [], [...(narrow.weights[0] ?? [])], 1e-9)
    expect(found.bias[0]).toBeCloseTo(narrow.bias[0] ?? NaN, 9)
  })

  it('discriminant weights solve their equation where columns are many', () => {
    const rows = Array.from({ length: 12 }, (_, i) =>
      Array.from({ length: 30 }, (_, j) => Math.sin(1 + i * 7 + j * j * 3 + i * j))
    )
    const classes = rows.map((_, i) => i % 3)
    const mean = (c: number): number[] =>
      rows[0]?.map((_, j) =>
        rows.reduce((sum, row, i) => sum + (classes[i] === c ? (row[j] ?? 0) / 4 : 0), 0)
      ) ?? []
    const means = [0, 1, 2].map(mean)
    const within = rows.map((row, i) => row.map((value, j) => value - (means[classes[i] ?? 0]?.[j] ?? 0)))
    const covariance = (j: number, k: number): number =>
      within.reduce((sum, row) => sum + ((row[j] ?? 0) * (row[k] ?? 0)) / 12, 0)
    const variance = rows[0]?.reduce((sum, _, j) => sum + covariance(j, j) / 30, 0) ?? NaN
    const { weights } = fitDiscriminant(tableOf(rows), classes, 3, 0.2)
    weights.forEach((weight, c) => {
      const back = Array.from({ length: 30 }, (_, j) =>
        weight.reduce((sum, w, k) => sum + w * (0.8 * covariance(j, k) + (j === k ? 0.2 * variance : 0)), 0)
      )
      close(back, means[c] ?? [], 1e-9)
    })
  })

  it('nearest centroid', () => {
    const scores = linearScores(fitNearestCentroid(table, target, 3), table)
    const classes = features.map((_, i) => best(scores.subarray(i * 3, i * 3 + 3)))
    expect(classes).toEqual(answers['nearest centroid'].classes)
  })

  it('a class that nobody labelled gets no share from any of them', () => {
    const logistic = logisticProbabilities(
      atOnce(fitLogistic(table, target, 4, { penalty: 0.7, weighting: 'none' })),
      table
    )
    for (let row = 0; row < table.rows; row++) expect(logistic[row * 4 + 3]).toBe(0)
    const centroid = softmaxRows(linearScores(fitNearestCentroid(table, target, 4), table), 4)
    expect(centroid[3]).toBe(0)
    expect(softmaxRows(linearScores(fitDiscriminant(table, target, 4), table), 4)[3]).toBe(0)
  })
})

function close(found: ArrayLike<number>, known: readonly number[], within: number): void {
  expect(found.length).toBe(known.length)
  known.forEach((value, i) =>
    expect(Math.abs((found[i] ?? NaN) - value), `value ${i}`).toBeLessThanOrEqual(within)
  )
}

const best = (scores: Float64Array): number => scores.indexOf(Math.max(...scores))
