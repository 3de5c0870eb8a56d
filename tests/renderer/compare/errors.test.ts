import { describe, expect, it } from 'vitest'
import { contrastOf } from '../../../src/renderer/panels/compare/views/language/contrasts'
import { versusCards } from '../../../src/renderer/panels/compare/views/versus/cards'
import { leakageQuery, nounOf } from '../../../src/renderer/session/splits'
import type { VersusAnswer } from '../../../src/shared/contract/analysis/versus'
import { mcnemarOf } from '../../../src/shared/metrics/mcnemar'

describe('words that are compared', () => {
  const names = { reference: 'Gold', candidate: 'Model' }
  const name = (id: string) => id.toUpperCase()
  const kept = { strength: 500, least: 3 }

  it('are of errors against right items, of one label where one is chosen', () => {
    expect(contrastOf({ kind: 'errors', label: 'joy', ...kept }, ['joy', 'fear'], name, names)).toEqual({
      a: { only: 'errors', reference: 'joy' },
      b: { only: 'right', reference: 'joy' },
      titleA: 'Errors of JOY',
      titleB: 'Right of JOY'
    })
  })

  it('are of one confusion against the same label called right; labels not chosen are the first two', () => {
    expect(contrastOf({ kind: 'confused', ...kept }, ['joy', 'fear'], name, names)).toMatchObject({
      a: { reference: 'joy', candidate: 'fear' },
      b: { reference: 'joy', candidate: 'joy' },
      titleA: 'JOY called FEAR'
    })
  })
})

describe('the question about a split', () => {
  const choice = {
    from: 'pattern',
    pattern: '(train|test)',
    on: 'path',
    shared: 'pattern',
    groupPattern: '^(.)',
    noun: 'dyad'
  } as const

  it('is not asked before a split is told, nor before its lists are read', () => {
    expect(leakageQuery({ ...choice, from: 'none' }, [])).toBeUndefined()
    expect(leakageQuery({ ...choice, from: 'lists' }, [])).toBeUndefined()
    expect(leakageQuery(choice, [])).toMatchObject({
      split: { from: 'pattern', pattern: '(train|test)', on: 'path' },
      noun: { one: 'dyad', many: 'dyads' }
    })
  })

  it('knows several of what a group is called', () => {
    expect(['speaker', 'family', 'day', ' '].map((one) => nounOf(one).many)).toEqual([
      'speakers',
      'families',
      'days',
      'groups'
    ])
  })
})

describe('cards of two models', () => {
  const none = { items: 0, micros: 0 }
  const answer: VersusAnswer = {
    revision: 1,
    schemeId: 's',
    labels: ['x'],
    amounts: {
      'left-out': { items: 3, micros: 0 },
      'both-right': { items: 4, micros: 0 },
      fixed: none,
      broken: none,
      'both-wrong-same': none,
      'both-wrong-different': none
    },
    time: { 'both-right': 0, fixed: 0, broken: 0, 'both-wrong-same': 0, 'both-wrong-different': 0 },
    mcnemar: mcnemarOf({ onlyA: 0, onlyB: 0, both: 4, neither: 0, leftOut: 3 }),
    tests: {
      scores: [
        {
          metric: 'accuracy',
          a: 1,
          b: 1,
          difference: 0,
          percentile: null,
          basic: null,
          standardError: null,
          p: null,
          resamples: 0,
          undefinedResamples: 0,
          reason: 'All items come from one cluster; drawing needs at least two.'
        }
      ],
      clusters: 1,
      signFlip: { mean: 0, p: 1 }
    },
    classes: [],
    cells: { a: [4], b: [4], secondsA: [0], secondsB: [0] },
    clusterNoun: 'persons',
    recordings: [],
    recordingsTotal: 0
  }

  it('say what was left out, why there is no interval, and that no item tells the two apart', () => {
    const { scores, tests } = versusCards(answer, 7)
    expect(scores[0]).toMatchObject({
      name: 'Δ Accuracy (WAR)',
      value: 0,
      n: 4,
      intervalReason: 'All items come from one cluster; drawing needs at least two.',
      leftOut: [{ count: 3 }]
    })
    expect(tests.find(({ id }) => id === 'mcnemar_exact')?.value).toBe(1)
    expect(tests.find(({ id }) => id === 'mcnemar_chi2')).toMatchObject({
      value: null,
      reason: 'No item tells the two apart.'
    })
  })
})
