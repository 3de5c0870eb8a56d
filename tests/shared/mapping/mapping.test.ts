import { describe, expect, it } from 'vitest'
import { commonTargets } from '../../../src/shared/mapping/common-targets'
import { labelMapper } from '../../../src/shared/mapping/label-mapper'
import { mapAnswer } from '../../../src/shared/mapping/map-answer'
import { mapLabel } from '../../../src/shared/mapping/map-label'
import { mapRatings, mapToQuadrant } from '../../../src/shared/mapping/map-ratings'
import { mapScores } from '../../../src/shared/mapping/map-scores'
import { mapSummary } from '../../../src/shared/mapping/map-summary'
import { mapsFrom } from '../../../src/shared/mapping/scheme-map'
import { labelsOf } from '../../../src/shared/domain/labels'
import type { SchemeRow } from '../../../src/shared/domain/rows'
import { attributeTask } from '../../../src/shared/values/attribute'
import { preset, presetIds, schemeWith } from '../values/preset'

const all = presetIds.map(preset)

/** The map of a preset that leads to a scheme or, of a composite, to an attribute. */
function mapOf(from: string, to: string, attributeId?: string) {
  const source = preset(from)
  const map = mapsFrom(source, all).find(
    (each) => each.to.schemeId === to && (attributeId === undefined || each.to.attributeId === attributeId)
  )
  if (!map) throw new Error(`no map from ${from} to ${to}`)
  return { map, source, target: preset(to) }
}
const ids = (scheme: SchemeRow, attributeId: string) => labelsOf(scheme, attributeId).map(({ id }) => id)
/** A scheme with another id or with tables. */
const withFields = (row: SchemeRow, fields: { readonly id?: string; readonly maps?: readonly object[] }) => ({
  ...row,
  id: fields.id ?? row.id,
  document: { ...(row.document as object), ...fields }
})
const other = (rest: object): SchemeRow => withFields(schemeWith(rest), { id: 'other' })

describe('labels through a mapping table', () => {
  it('IEMOCAP to MELD: happy and excited are joy, frustrated is anger, and nothing becomes surprise, disgust or fear', () => {
    const { map, source, target } = mapOf('iemocap6', 'meld7')
    const become = (label: string) => mapLabel(map, label)
    expect(['hap', 'exc', 'ang', 'fru', 'sad', 'neu'].map(become)).toEqual(
      ['joy', 'joy', 'anger', 'anger', 'sadness', 'neutral'].map((label) => ({ kind: 'label', label }))
    )
    expect(mapSummary(map, source, target)).toEqual({
      lossy: true,
      unmapped: [],
      merges: [
        { target: 'joy', sources: ['hap', 'exc'] },
        { target: 'anger', sources: ['ang', 'fru'] }
      ],
      withoutSource: ['surprise', 'disgust', 'fear'],
      reached: ['neutral', 'joy', 'anger', 'sadness']
    })
  })
  it('labels without a counterpart are named with how often they are used, the most used first', () => {
    const { map, source, target } = mapOf('ekman6', 'russell4q')
    const summary = mapSummary(map, source, target, { disgust: 2, surprise: 11, anger: 40 })
    expect(summary.unmapped).toEqual([
      { id: 'surprise', uses: 11 },
      { id: 'disgust', uses: 2 }
    ])
    expect(summary.withoutSource).toEqual(['Q4'])
    expect(mapLabel(map, 'surprise')).toEqual({ kind: 'unmapped' })
  })
  it('a renaming pairs equal ids and says which label stays behind', () => {
    const { map, source, target } = mapOf('ekman7', 'ekman6')
    expect(mapSummary(map, source, target)).toMatchObject({
      lossy: true,
      merges: [],
      unmapped: [{ id: 'neutral', uses: 0 }]
    })
    expect(mapLabel(map, 'fear')).toEqual({ kind: 'label', label: 'fear' })
  })
  it('a renaming of every label to one of its own loses nothing', () => {
    const source = schemeWith({ type: 'categorical', labels: [{ id: 'happy' }, { id: 'sad' }] })
    const target = other({
      type: 'categorical',
      labels: [
        { id: 'joy', aliases: ['Happy'] },
        { id: 'grief', aliases: ['sad'] }
      ]
    })
    const row = withFields(source, { maps: [{ to: 'other', kind: 'rename' }] })
    const [map] = mapsFrom(row, [row, target])
    if (!map) throw new Error('the table can be read')
    expect(mapLabel(map, 'happy')).toEqual({ kind: 'label', label: 'joy' })
    expect(mapSummary(map, row, target)).toMatchObject({ lossy: false, unmapped: [], withoutSource: [] })
  })
  it('a matrix gives the heaviest target, and a tie stays a tie', () => {
    const source = schemeWith({ type: 'categorical', labels: [{ id: 'awe' }, { id: 'calm' }, { id: 'x' }] })
    const target = other({ type: 'categorical', labels: [{ id: 'fear' }, { id: 'surprise' }] })
    const matrix = { awe: { fear: 0.5, surprise: 0.5 }, calm: { fear: 0.1, surprise: 0.3 } }
    const row = withFields(source, { maps: [{ to: 'other', kind: 'matrix', matrix }] })
    const [map] = mapsFrom(row, [row, target])
    if (!map) throw new Error('the table can be read')
    expect(mapLabel(map, 'awe')).toEqual({ kind: 'tie', labels: ['fear', 'surprise'] })
    expect(mapLabel(map, 'calm')).toEqual({ kind: 'label', label: 'surprise' })
    expect(mapLabel(map, 'x')).toEqual({ kind: 'unmapped' })
    // By hand: fear 0.4·0.5 + 0.2·0.1 = 0.22, surprise 0.4·0.5 + 0.2·0.3 = 0.26; lost 0.2·0.6 + 0.4 of x = 0.52.
    const mapped = mapScores(map, { awe: 0.4, calm: 0.2, x: 0.4 }, ['fear', 'surprise'])
    expect(mapped?.scores['fear']).toBeCloseTo(0.22, 12)
    expect(mapped?.scores['surprise']).toBeCloseTo(0.26, 12)
    expect(mapped?.lost).toBeCloseTo(0.52, 12)
    expect(mapSummary(map, row, target)).toMatchObject({ lossy: true, unmapped: [{ id: 'x' }] })
  })
})

describe('scores through a mapping table', () => {
  it('AffectNet-8 to Emolysis-9 as computed by hand: contempt goes to fear, trust and anticipation get nothing', () => {
    const { map, target } = mapOf('affectnet8', 'emolysis9')
    const vector = {
      anger: 0.1,
      contempt: 0.2,
      disgust: 0.05,
      fear: 0.1,
      happiness: 0.3,
      neutral: 0.15,
      sadness: 0.05,
      surprise: 0.05
    }
    const mapped = mapScores(map, vector, ids(target, 'emotion'))
    const expected = {
      fear: 0.3,
      anger: 0.1,
      joy: 0.3,
      sadness: 0.05,
      disgust: 0.05,
      surprise: 0.05,
      trust: 0,
      anticipation: 0,
      none: 0.15
    }
    expect(Object.keys(mapped?.scores ?? {})).toEqual(Object.keys(expected))
    for (const [label, value] of Object.entries(expected))
      expect(Math.abs((mapped?.scores[label] ?? NaN) - value), label).toBeLessThan(1e-9)
    expect(mapped?.lost).toBe(0)
  })
  it('fourteen classes of gender and emotion give seven emotions and two genders as sums over the other axis', () => {
    const scheme = preset('ravdess14')
    const axes = attributeTask(scheme, 'class')?.axes.map(({ id }) => id) ?? []
    const classes = ids(scheme, 'class')
    expect(classes).toHaveLength(14)
    // Any fourteen numbers with sum 1: the squares 1..14 over 1015.
    const scores = Object.fromEntries(classes.map((id, index) => [id, (index + 1) ** 2 / 1015]))
    const marginal = (axis: string) => {
      const { map } = mapOf('ravdess14', 'ravdess14', axis)
      return mapScores(map, scores, ids(scheme, axis), axes)?.scores ?? {}
    }
    const emotions = marginal('emotion')
    expect(Object.keys(emotions)).toHaveLength(7)
    for (const [emotion, sum] of Object.entries(emotions))
      expect(sum, emotion).toBeCloseTo(
        (scores[`female+${emotion}`] ?? NaN) + (scores[`male+${emotion}`] ?? NaN),
        12
      )
    // 1² + … + 7² = 140.
    expect(marginal('gender')['female']).toBeCloseTo(140 / 1015, 12)
    expect(marginal('gender')['male']).toBeCloseTo(875 / 1015, 12)
    expect(mapLabel(mapOf('ravdess14', 'ravdess14', 'emotion').map, 'male+fear', axes)).toEqual({
      kind: 'label',
      label: 'fear'
    })
  })
})

describe('ratings through a mapping table', () => {
  it('valence 7 and arousal 3 of nine are quadrant IV; exactly on an axis is on the axis, not a quadrant', () => {
    const { map } = mapOf('vad-sam9', 'russell4q')
    expect(mapToQuadrant(map, { valence: 7, arousal: 3 })).toEqual({ kind: 'label', label: 'Q4' })
    expect(mapToQuadrant(map, { valence: 5, arousal: 3 })).toEqual({ kind: 'on-axis', dims: ['valence'] })
    expect(mapToQuadrant(map, { valence: 5, arousal: 5 })).toEqual({
      kind: 'on-axis',
      dims: ['valence', 'arousal']
    })
    expect(mapToQuadrant(map, { valence: 7 })).toEqual({ kind: 'missing' })
    const corners = [
      { valence: 6, arousal: 6 },
      { valence: 4, arousal: 6 },
      { valence: 4, arousal: 4 },
      { valence: 6, arousal: 4 }
    ]
    expect(corners.map((ratings) => mapToQuadrant(map, ratings))).toEqual(
      ['Q1', 'Q2', 'Q3', 'Q4'].map((label) => ({ kind: 'label', label }))
    )
  })
  it('nine steps become -1 to 1, and dominance, which the target lacks, is told', () => {
    const { map, source, target } = mapOf('vad-sam9', 'va-bipolar')
    expect(mapRatings(map, { valence: 9, arousal: 1, dominance: 4 })).toEqual({ valence: 1, arousal: -1 })
    expect(mapRatings(map, { valence: 5 })).toEqual({ valence: 0 })
    expect(mapSummary(map, source, target).unmapped).toEqual([{ id: 'dominance', uses: 0 }])
  })
  it('an intensity below the threshold is no label; of several the strongest stands', () => {
    const { map, target } = mapOf('brighter6-int', 'brighter6')
    const targets = ids(target, map.to.attributeId)
    const say = (labels: Record<string, number | null>) =>
      mapAnswer(map, { value: { kind: 'labels', labels } }, targets)
    expect(say({ anger: 0, fear: 1, joy: 3 })).toEqual({ kind: 'label', label: 'joy' })
    expect(say({ anger: 0 })).toEqual({ kind: 'missing' })
    expect(say({ anger: null })).toEqual({ kind: 'label', label: 'anger' })
  })
})

describe('where two schemes meet', () => {
  const used = (schemeId: string, attributeId: string) => [{ schemeId, attributeId }]

  it('is offered in either direction, once a table leads from one to the other', () => {
    const schemes = [preset('iemocap6'), preset('meld7')]
    const [target, ...more] = commonTargets([used('meld7', 'emotion'), used('iemocap6', 'emotion')], schemes)
    expect(target?.to).toEqual({ schemeId: 'meld7', attributeId: 'emotion' })
    expect(target?.maps.map(({ from }) => from.schemeId)).toEqual(['iemocap6'])
    expect(more).toEqual([])
  })
  it('may be a third scheme that both lead to, and other tracks of an author do not stand in the way', () => {
    const schemes = ['ekman6', 'emorynlp7', 'polarity3', 'meld7'].map(preset)
    const targets = commonTargets(
      [[...used('ekman6', 'emotion'), ...used('meld7', 'sentiment')], used('emorynlp7', 'emotion')],
      schemes
    )
    expect(targets.map(({ to, maps }) => [to.schemeId, maps.length])).toEqual([['polarity3', 2]])
  })
  it('is an axis for a composite, and nothing where no table leads anywhere', () => {
    const both = [used('ravdess14', 'class'), used('ravdess14', 'class')]
    expect(commonTargets(both, [preset('ravdess14')]).map(({ to }) => to.attributeId)).toEqual([
      'gender',
      'emotion'
    ])
    expect(
      commonTargets(
        [used('emodb7', 'emotion'), used('meld7', 'emotion')],
        [preset('emodb7'), preset('meld7')]
      )
    ).toEqual([])
  })
  it('a mapper counts what it left out and names the classes that all can give', () => {
    const schemes = [preset('vad-sam9'), preset('russell4q')]
    const [rated, quadrants] = [used('vad-sam9', 'vad'), used('russell4q', 'quadrant')]
    const mapper = labelMapper({ schemeId: 'russell4q', attributeId: 'quadrant' }, schemes)
    const rate = (valence: number, arousal: number) =>
      mapper.label(
        { schemeId: 'vad-sam9', attributeId: 'vad' },
        { value: { kind: 'ratings', ratings: { valence, arousal } } }
      )
    expect([rate(7, 3), rate(5, 3), rate(5, 9)]).toEqual([
      'Q4',
      'rating: on axis (valence)',
      'rating: on axis (valence)'
    ])
    const report = mapper.report([rated, quadrants])
    expect(report.steps).toMatchObject([
      { kind: 'quadrant', segments: 3, leftOut: [{ why: 'on axis (valence)', segments: 2 }] }
    ])
    expect([report.shared, report.notShared]).toEqual([['Q1', 'Q2', 'Q3', 'Q4'], []])
  })
})

it('every table of the shipped schemes leads to a scheme that ships, and reaches something there', () => {
  for (const scheme of all)
    for (const map of mapsFrom(scheme, all)) {
      const target = all.find(({ id }) => id === map.to.schemeId)
      expect(
        mapSummary(map, scheme, target).reached.length,
        `${scheme.id} to ${map.to.schemeId}`
      ).toBeGreaterThan(0)
    }
  const told = all.flatMap((scheme) => (scheme.document as { maps?: unknown[] }).maps ?? []).length
  const composites = all.flatMap((scheme) => mapsFrom(scheme, all)).filter(({ rule }) => rule.kind === 'axis')
  expect(all.flatMap((scheme) => mapsFrom(scheme, all)).length - composites.length).toBe(told)
})
