import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { alignSeries } from '../../../src/shared/fusion/align-series'
import { fuser } from '../../../src/shared/fusion/fuse-lane'
import { planOfManifest, type PutTogether } from '../../../src/shared/fusion/manifest-fusion'
import { seriesFromSegments } from '../../../src/shared/fusion/member-series'
import { scoresByGroups } from '../../../src/shared/fusion/scores-in-target'

const target = { schemeId: 'ekman7', attributeId: 'emotion' }
const compound = { schemeId: 'compound7', attributeId: 'expression' }
const labels = ['neutral', 'anger', 'disgust', 'fear', 'happiness', 'sadness', 'surprise']
const facts = { author: (model: string) => `author-of-${model}`, labels: () => ['no', 'yes'] }

const example = resolve(
  import.meta.dirname,
  '../../../../shared/schemas/examples/06-av-late-fusion-compound.json'
)
const given = existsSync(example)
if (!given) console.warn(`${example} is not there: its test is skipped`)

describe('a manifest of kind fusion', () => {
  it.skipIf(!given)(
    'of three members of AVCER gives by hand what its weights, logits and pair rule say',
    () => {
      const manifest = JSON.parse(readFileSync(example, 'utf8'))
      const plan = planOfManifest({ kind: 'fusion', ...manifest.fusion }, target, compound, facts)
      if (!plan.ok) throw new Error(plan.error.message)
      expect(plan.value).toMatchObject({
        grid: { kind: 'rate', hz: 25 },
        missing: 'hold',
        combine: 'weighted-sum',
        ruleTarget: compound
      })
      expect(plan.value.members.map(({ name, post }) => [name, post])).toEqual([
        ['VS', 'none'],
        ['VD', 'softmax'],
        ['A', 'softmax']
      ])
      const fuse = fuser(plan.value, labels, ['VS', 'VD', 'A'])
      if (!fuse.ok) throw new Error(fuse.error.message)
      const cells = { starts: Float64Array.of(0), ends: Float64Array.of(40_000) }
      // The first member names its labels in capitals and gives shares; the others give equal logits.
      const said = [
        { Neutral: 0, Anger: 0.5, Disgust: 0, Fear: 0, Happiness: 0, Sadness: 0.5, Surprise: 0 },
        Object.fromEntries(labels.map((label) => [label, 3])),
        Object.fromEntries(labels.map((label) => [label, -1]))
      ]
      const members = plan.value.members.map((member, m) => {
        const to = member.groups
          ? scoresByGroups(member.groups, labels)
          : (scores: Readonly<Record<string, number>>) => labels.map((label) => scores[label] ?? 0)
        const series = seriesFromSegments([{ start: 0, end: 40_000, scores: said[m] ?? {} }], to, {
          labels: 7,
          post: member.post
        })
        return alignSeries(series, cells, 7, 'hold')
      })
      const { compound: lane } = fuse.value({ cells, members })
      // anger 0.5 x 0.1036 + (0.2136 + 0.6827) / 7 = 0.179843; sadness 0.5 x 0.0266 + (0.4867 + 0.4867) / 7 = 0.152357;
      // fear (0.9379 + 0.0178) / 7 = 0.136529. Sadly Angry with weights 5 and 4: 0.167627; Sadly Fearful: 0.143564.
      expect(lane?.labels[lane.best[0] ?? -1]).toBe('Sadly Angry')
      expect(lane?.scores[6]).toBeCloseTo((0.179843 * 5 + 0.152357 * 4) / 9, 5)
      expect(lane?.scores[5]).toBeCloseTo((0.136529 * 5 + 0.152357 * 4) / 9, 5)
    }
  )

  it('leaves out members that have never run, and is refused where none has', () => {
    const two: PutTogether = {
      kind: 'fusion',
      members: [
        { id: 'a', model: 'ran', output: 'o' },
        { id: 'b', model: 'never', output: 'o' }
      ],
      combine: 'mean'
    }
    const plan = planOfManifest(two, target, undefined, {
      ...facts,
      author: (model) => (model === 'ran' ? 'x' : undefined)
    })
    expect(plan.ok && plan.value.members.map(({ authorId }) => authorId)).toEqual(['x'])
    expect(planOfManifest(two, target, undefined, { ...facts, author: () => undefined }).ok).toBe(false)
  })

  it('with a head to fit, or one that only compares, says what to do instead', () => {
    const members = [{ id: 'a', model: 'm', output: 'o' }]
    for (const combine of ['stack', 'compare-only']) {
      const plan = planOfManifest({ kind: 'fusion', members, combine }, target, undefined, facts)
      expect(plan.ok ? '' : plan.error.hint).toContain('panel Fusion')
    }
  })
})

it('a bundle asks each member for its own yes', () => {
  const plan = planOfManifest(
    {
      kind: 'bundle',
      members: [{ model: 'm', label: 'anger', positiveIndex: 0 }],
      threshold: 0.5,
      perLabel: {}
    },
    target,
    undefined,
    facts
  )
  expect(plan.ok && plan.value.members[0]?.groups).toEqual({ anger: ['no'] })
})
