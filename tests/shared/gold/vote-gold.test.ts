import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { atOnce } from '../../../src/shared/agreement/sliced'
import { goldRules } from '../../../src/shared/gold'
import { dawidSkene, dawidSkeneDefaults } from '../../../src/shared/gold/dawid-skene'
import { GoldRecipe, TraceRule, VoteRule } from '../../../src/shared/gold/recipe'
import { slicedVoteGold, voteGold } from '../../../src/shared/gold/vote-gold'
import { NOTHING, type VotedUnit } from '../../../src/shared/gold/votes'
import { drawBelow, seededRandom } from '../../../src/shared/metrics/base/seeded-random'

/** A unit from one entry per annotator: labels with commas, '' nothing, null no vote. */
const unit = (votes: readonly (string | null)[], weight = 1): VotedUnit => ({
  weight,
  votes: votes.map((labels, i) => ({
    annotator: `r${i}`,
    labels: labels === null ? null : labels === '' ? [] : labels.split(','),
    sources: [`s${i}`]
  }))
})
const decide = (votes: readonly (string | null)[], rule: Parameters<typeof VoteRule.parse>[0]) => {
  const [item] = voteGold([unit(votes)], VoteRule.parse(rule)).items
  if (!item) throw new Error('no item')
  return item
}

describe('majority and plurality', () => {
  it('two of three is a majority', () => {
    expect(decide(['joy', 'joy', 'fear'], { rule: 'majority' })).toMatchObject({
      state: 'decided',
      labels: ['joy'],
      agreement: 2 / 3,
      shares: { joy: 2 / 3, fear: 1 / 3 }
    })
  })

  it('two of four lead but are no majority', () => {
    const votes = ['joy', 'joy', 'fear', 'anger']
    expect(decide(votes, { rule: 'plurality' })).toMatchObject({ state: 'decided', labels: ['joy'] })
    expect(decide(votes, { rule: 'majority' })).toMatchObject({ state: 'open', labels: [], open: ['joy'] })
  })

  it('a tie stays open under both, with the labels that share the lead', () => {
    for (const rule of ['majority', 'plurality'])
      expect(decide(['joy', 'fear', 'joy', 'fear'], { rule })).toMatchObject({
        state: 'open',
        open: ['fear', 'joy'],
        agreement: 0.5
      })
  })

  it('missing votes do not count, and a unit nobody rated is unrated, not decided', () => {
    expect(decide(['joy', null, null], { rule: 'majority' })).toMatchObject({ labels: ['joy'], agreement: 1 })
    expect(decide([null, null], { rule: 'majority' })).toMatchObject({
      state: 'unrated',
      shares: null,
      agreement: null
    })
  })

  it('nothing can win', () => {
    expect(decide(['', '', 'joy'], { rule: 'majority' })).toMatchObject({
      state: 'decided',
      labels: [],
      shares: { [NOTHING]: 2 / 3, joy: 1 / 3 }
    })
  })

  it('a rater with three labels has three thirds of a vote, and thirds that add up to one tie with one', () => {
    expect(decide(['a,b,c', 'a', 'b,c,d', 'c,d,e'], { rule: 'plurality' }).labels).toEqual(['a'])
    expect(decide(['a', 'b,c,d', 'b,e,f', 'b,g,h'], { rule: 'plurality' })).toMatchObject({
      state: 'open',
      open: ['a', 'b']
    })
  })

  it('the provenance says who said what and who was followed', () => {
    expect(decide(['joy', 'fear', 'joy', null], { rule: 'majority' }).provenance).toEqual([
      { annotator: 'r0', labels: ['joy'], followed: true, sources: ['s0'] },
      { annotator: 'r1', labels: ['fear'], followed: false, sources: ['s1'] },
      { annotator: 'r2', labels: ['joy'], followed: true, sources: ['s2'] },
      { annotator: 'r3', labels: null, followed: null, sources: ['s3'] }
    ])
  })
})

describe('label sets', () => {
  const votes = ['joy,fear', 'joy', 'joy,anger', null]
  it('union takes every label, intersection the shared ones, at least two in between', () => {
    expect(decide(votes, { rule: 'union' }).labels).toEqual(['anger', 'fear', 'joy'])
    expect(decide(votes, { rule: 'intersection' }).labels).toEqual(['joy'])
    expect(decide(['a,b', 'b,c', 'c'], { rule: 'at_least', raters: 2 }).labels).toEqual(['b', 'c'])
  })

  it('an empty intersection is decided: nothing is there', () => {
    expect(decide(['joy', 'fear'], { rule: 'intersection' })).toMatchObject({ state: 'decided', labels: [] })
  })

  it('agreement counts the raters whose set is the result', () => {
    expect(decide(votes, { rule: 'intersection' }).agreement).toBeCloseTo(1 / 3, 12)
  })
})

describe('soft labels', () => {
  it('smoothing adds to every label that anybody used anywhere', () => {
    const gold = voteGold(
      [unit(['a', 'a', 'b']), unit(['c', 'c', 'c'])],
      VoteRule.parse({ rule: 'soft', smoothing: 1 })
    )
    expect(gold.items[0]?.shares).toEqual({ a: 3 / 6, b: 2 / 6, c: 1 / 6 })
    expect(gold.items[1]?.shares).toEqual({ a: 1 / 6, b: 1 / 6, c: 4 / 6 })
  })

  it('whatever the votes, shares sum to 1 and the leading label has the largest', () => {
    const votes = fc.array(fc.option(fc.constantFrom('', 'a', 'b', 'c', 'a,b', 'a,b,c')), { maxLength: 9 })
    fc.assert(
      fc.property(votes, fc.constantFrom(0, 0.5, 2), (list, smoothing) => {
        const item = decide(list, { rule: 'soft', smoothing })
        if (item.shares === null) {
          expect(list.every((vote) => vote === null)).toBe(true)
          return
        }
        const shares = Object.values(item.shares)
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10)
        if (item.state === 'decided')
          expect(item.shares[item.labels[0] ?? NOTHING]).toBeCloseTo(Math.max(...shares), 10)
      })
    )
  })
})

describe('Dawid-Skene', () => {
  it('three rounds give the numbers of an independent program', () => {
    const rows = ['aab', 'aaa', 'bbb', 'abb', 'bab', 'aaa', 'ccb', 'cac']
    const result = dawidSkene(
      rows.map((row) => unit([...row])),
      { rounds: 3, tolerance: 1e-12, smoothing: 0.01, restarts: 0, seed: 1 }
    )
    expect(result.logLikelihood).toBeCloseTo(-17.019786600526203, 9)
    expect(result.verdicts[0]?.shares?.['a']).toBeCloseTo(0.632952537929, 9)
    expect(result.verdicts[3]?.shares?.['b']).toBeCloseTo(0.965965724452, 9)
    expect(result.verdicts[7]?.shares?.['c']).toBeCloseTo(0.999788790149, 9)
    expect(result.annotators.map(({ accuracy }) => accuracy)).toEqual([
      expect.closeTo(0.8277107580764468, 9),
      expect.closeTo(0.7086538244838416, 9),
      expect.closeTo(0.7612659303239292, 9)
    ])
  })

  // Two careful raters among three who mostly guess: a vote per head is not the best one can do.
  const draw = seededRandom(11)
  const classes = ['a', 'b', 'c', 'd']
  const skill = [0.95, 0.92, 0.45, 0.4, 0.4]
  const truth = Array.from({ length: 600 }, () => classes[drawBelow(draw, 4)] ?? 'a')
  const units = truth.map((label) =>
    unit(
      skill.map((chance) => {
        if (drawBelow(draw, 1000) < chance * 1000) return label
        const others = classes.filter((other) => other !== label)
        return others[drawBelow(draw, 3)] ?? label
      })
    )
  )
  const right = (labels: readonly (readonly string[])[]) =>
    labels.filter((own, i) => own.length === 1 && own[0] === truth[i]).length / truth.length

  it('it is right more often than the plurality when raters differ in care', () => {
    const rule = VoteRule.parse({ rule: 'dawid_skene' })
    const gold = voteGold(units, rule)
    const plain = voteGold(units, VoteRule.parse({ rule: 'plurality' }))
    const [ours, theirs] = [gold, plain].map(({ items }) => right(items.map(({ labels }) => labels)))
    expect(ours).toBeGreaterThan(0.94)
    expect(ours).toBeGreaterThan((theirs ?? 1) + 0.05)
    expect(gold.notes).toEqual([
      expect.stringMatching(/^The search settled after \d+ rounds: no share moved by more than 0\.00001\.$/)
    ])
  })

  it('each round is told with its start, and most rounds end a search that has not settled, which is said', () => {
    const told: (readonly [number, number, number])[] = []
    const rule = VoteRule.parse({ rule: 'dawid_skene', rounds: 5, restarts: 1 })
    const gold = atOnce(slicedVoteGold(units, rule, (...round) => told.push(round)))
    expect(told).toEqual([0, 1].flatMap((start) => [1, 2, 3, 4, 5].map((round) => [start, 2, round])))
    expect(gold.notes[0]).toBe(
      'The search had not settled after 5 rounds: shares still moved by more than 0.00001.'
    )
  })

  it('shares are chances of being true, agreement stays that of the raters', () => {
    const { verdicts } = dawidSkene(units)
    const against = verdicts.find(({ agreement, state }) => state === 'decided' && (agreement ?? 1) <= 0.4)
    expect(against?.shares?.[against.labels[0] ?? '']).toBeGreaterThan(0.5)
  })

  it('it finds how careful each rater was', () => {
    const { annotators } = dawidSkene(units)
    skill.forEach((chance, i) => expect(annotators[i]?.accuracy).toBeCloseTo(chance, 1))
  })

  it('the order of units and raters changes nothing', () => {
    const mirrored = [...units].reverse().map((one) => ({ ...one, votes: [...one.votes].reverse() }))
    const [a, b] = [dawidSkene(units), dawidSkene(mirrored)]
    expect(b.logLikelihood).toBeCloseTo(a.logLikelihood, 4)
    expect([...b.verdicts].reverse().map(({ labels }) => labels)).toEqual(
      a.verdicts.map(({ labels }) => labels)
    )
  })

  it('weights in microseconds give what counts give, and the same seed gives the same result', () => {
    const heavy = units.map((one) => ({ ...one, weight: 2_500_000 }))
    expect(dawidSkene(heavy).annotators[0]?.accuracy).toBeCloseTo(
      dawidSkene(units).annotators[0]?.accuracy ?? NaN,
      9
    )
    expect(dawidSkene(units)).toEqual(dawidSkene(units))
  })

  it('raters who always agree are all right, and one vote each says that nobody can be judged', () => {
    const same = voteGold([unit(['a', 'a']), unit(['b', 'b'])], VoteRule.parse({ rule: 'dawid_skene' }))
    expect(same.items.map(({ labels }) => labels)).toEqual([['a'], ['b']])
    const lonely = voteGold([unit(['a', null]), unit([null, 'b'])], VoteRule.parse({ rule: 'dawid_skene' }))
    expect(lonely.notes).toContain('No unit has two votes, so annotators cannot be told apart.')
  })

  it('a unit without votes stays unrated and teaches nothing', () => {
    const [first, ...rest] = dawidSkene([unit([null, null, null]), ...units.slice(0, 50)]).verdicts
    expect(first?.state).toBe('unrated')
    expect(rest).toEqual(dawidSkene(units.slice(0, 50)).verdicts)
  })

  it('a two-hour recording of ten raters with many changes is done within seconds', () => {
    const seven = ['a', 'b', 'c', 'd', 'e', 'f', '']
    const many = Array.from({ length: 40_000 }, () => {
      const main = seven[drawBelow(draw, 7)] ?? ''
      return unit(
        Array.from({ length: 10 }, () =>
          drawBelow(draw, 10) < 7 ? main : (seven[drawBelow(draw, 7)] ?? '')
        ),
        1 + drawBelow(draw, 1_000_000)
      )
    })
    const before = performance.now()
    dawidSkene(many, { ...dawidSkeneDefaults, restarts: 0 })
    expect(performance.now() - before).toBeLessThan(10_000)
  })
})

describe('recipes', () => {
  it('a recipe survives being saved, and its defaults are written out', () => {
    const recipe = GoldRecipe.parse({ id: 'g1', name: 'Majority of three', rule: { rule: 'dawid_skene' } })
    expect(recipe.rule).toEqual({
      rule: 'dawid_skene',
      keepOpen: false,
      blank: 'nothing',
      ...dawidSkeneDefaults
    })
    expect(GoldRecipe.parse(JSON.parse(JSON.stringify(recipe)))).toEqual(recipe)
    expect(() => GoldRecipe.parse({ id: 'g2', name: 'x', rule: { rule: 'coin' } })).toThrow()
  })

  it('every rule has a card that says what it does', () => {
    const rules = [...VoteRule.options, ...TraceRule.options].map((option) => option.shape.rule.value)
    expect(goldRules.all.map(({ id }) => id).sort()).toEqual([...rules].sort())
    for (const card of goldRules.all)
      for (const text of [card.definition, card.convention, card.source, card.missingPolicy])
        expect(text.length, card.id).toBeGreaterThan(10)
  })
})
