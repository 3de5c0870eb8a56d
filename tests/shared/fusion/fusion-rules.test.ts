import { describe, expect, it } from 'vitest'
import type { FusionRule } from '../../../src/shared/fusion/fusion-plan'
import { fusionRules } from '../../../src/shared/fusion/fusion-rules'

const labels = ['neutral', 'anger', 'disgust', 'fear', 'happiness', 'sadness', 'surprise']
/** The pairs of AVCER (Ryumina et al. 2024) in its order. */
const pairs = {
  'Fearfully Surprised': ['fear', 'surprise'],
  'Happily Surprised': ['happiness', 'surprise'],
  'Sadly Surprised': ['sadness', 'surprise'],
  'Disgustedly Surprised': ['disgust', 'surprise'],
  'Angrily Surprised': ['anger', 'surprise'],
  'Sadly Fearful': ['fear', 'sadness'],
  'Sadly Angry': ['anger', 'sadness']
} satisfies Record<string, [string, string]>
const pairWeights = { anger: 5, disgust: 6, fear: 5, happiness: 6, sadness: 4, surprise: 2 }

/** Vectors and answers of FUS-1. */
const vectors = [
  [0.05, 0.1, 0.05, 0.3, 0.05, 0.1, 0.35],
  [0.1, 0.35, 0.05, 0.05, 0.05, 0.3, 0.1],
  [0.02, 0.03, 0.05, 0.1, 0.4, 0.05, 0.35],
  [0.14, 0.14, 0.14, 0.14, 0.14, 0.14, 0.16]
]

describe('FUS-1: compound expressions of four vectors', () => {
  it('are the pairs with the highest sum', () => {
    expect(answers({ type: 'pair-sum', pairs, tie: 'first' })).toEqual([
      ['Fearfully Surprised', 0.65],
      ['Sadly Angry', 0.65],
      ['Happily Surprised', 0.75],
      ['Fearfully Surprised', 0.3]
    ])
  })
  it('change with weights of the labels of a pair', () => {
    expect(answers({ type: 'pair-sum', pairs, pairWeights, tie: 'first' })).toEqual([
      ['Fearfully Surprised', 0.3143],
      ['Sadly Angry', 0.3278],
      ['Happily Surprised', 0.3875],
      ['Sadly Surprised', 0.1467]
    ])
  })
  it('leave shares at or below the mask out, without and with weights', () => {
    expect(answers({ type: 'pair-sum', pairs, maskGreaterThan: 1 / 7, tie: 'first' })[3]).toEqual([
      'Fearfully Surprised',
      0.16
    ])
    expect(
      answers({ type: 'pair-sum', pairs, maskGreaterThan: 1 / 7, pairWeights, tie: 'first' })[3]
    ).toEqual(['Sadly Surprised', 0.0533])
  })
  it('are none where several pairs are equal and a tie is to be no answer', () => {
    expect(answers({ type: 'pair-sum', pairs, tie: 'none' })[3]).toEqual([undefined, 0])
  })
})

describe('rules with conditions', () => {
  const one = ['a', 'b', 'c']
  const cell = (...scores: number[]) => ({
    scores: Float64Array.from(scores),
    members: [Float64Array.from([0, 0.2, 0.8]), undefined]
  })
  const rules = (...list: FusionRule[]) => fusionRules(list, one, ['face', 'voice'])

  it('an if-then rule sets the label and leaves the scores', () => {
    const made = rules({ type: 'if-then', when: 'a > 0.5 and b >= 0.3', then: 'b' })
    if (!made.ok) throw new Error(made.error.message)
    expect(made.value.apply(cell(0.6, 0.3, 0.1))).toMatchObject({ best: 1 })
    expect([...(made.value.apply(cell(0.6, 0.3, 0.1)).scores as Float64Array)]).toEqual([0.6, 0.3, 0.1])
    expect(made.value.apply(cell(0.6, 0.2, 0.2))).toMatchObject({ best: 0 })
  })
  it('an override hands the decision to one member, and does nothing where that member says nothing', () => {
    const face = rules({ type: 'override', when: 'face.c > 0.7', then: 'face' })
    const voice = rules({ type: 'override', when: 'face.c > 0.7', then: 'voice' })
    if (!face.ok || !voice.ok) throw new Error('refused')
    expect(face.value.apply(cell(0.6, 0.3, 0.1))).toMatchObject({ best: 2 })
    expect(voice.value.apply(cell(0.6, 0.3, 0.1))).toMatchObject({ best: 0 })
  })
  it('a score of a member that says nothing makes a comparison untrue, either way round', () => {
    for (const when of ['voice.a > 0', 'voice.a <= 1', '0 < voice.a']) {
      const made = rules({ type: 'if-then', when, then: 'c' })
      if (!made.ok) throw new Error(made.error.message)
      expect(made.value.apply(cell(0.6, 0.3, 0.1))).toMatchObject({ best: 0 })
    }
  })
  it('a dependency never lets a label be stronger than the one it needs', () => {
    const made = rules({ type: 'dependency', when: 'a', then: 'b' })
    if (!made.ok) throw new Error(made.error.message)
    expect(made.value.apply(cell(0.6, 0.3, 0.4))).toMatchObject({ best: 2 })
  })
  it('unknown labels, members and sentences that are no comparison are refused by name', () => {
    const messages = [
      rules({ type: 'if-then', when: 'joy > 1', then: 'a' }),
      rules({ type: 'if-then', when: 'hands.a > 1', then: 'a' }),
      rules({ type: 'if-then', when: 'a', then: 'a' }),
      rules({ type: 'override', when: 'a > 1', then: 'hands' }),
      rules({ type: 'pair-sum', pairs: { both: ['a', 'x'] }, tie: 'first' })
    ].map((made) => (made.ok ? 'accepted' : made.error.message))
    expect(messages[0]).toContain('“joy”')
    expect(messages[1]).toContain('“hands.a”')
    expect(messages[2]).toContain('no comparison')
    expect(messages[3]).toContain('“hands”')
    expect(messages[4]).toContain('“x”')
  })
})

function answers(rule: FusionRule): (readonly [string | undefined, number])[] {
  const made = fusionRules([rule], labels, [])
  if (!made.ok) throw new Error(made.error.message)
  return vectors.map((vector) => {
    const { compound } = made.value.apply({ scores: Float64Array.from(vector), members: [] })
    const { scores, best } = compound ?? { scores: [], best: -1 }
    return [made.value.compounds?.[best], Math.round((scores[best] ?? 0) * 1e4) / 1e4]
  })
}
