import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { PredictItem } from '../../../../src/main/engine/protocol'
import type { Segment } from '../../../../src/shared/domain/rows'
import { fakeDecoder, hasModel, itemFor, modelsFolder } from './fixtures'
import { runModel, trackOf } from './declared/tiny-models'

type Said = readonly (readonly [speaker: string, text: string])[]

const talk: Said = [
  ['Ada', 'Thank you so much, I love it 😂'],
  ['Ben', 'I am so angry with you, this is outrageous!'],
  ['Ada', 'My grandmother died last night and I miss her.'],
  ['Ben', 'I was terrified, I thought he would kill me.'],
  ['Ada', 'The meeting is on the second floor.'],
  ['Ben', '']
]

const itemOf = (said: Said): PredictItem => ({
  ...itemFor('audio', 60),
  persons: [...new Set(said.map(([name]) => name))].map((name) => ({
    id: `p-${name}`,
    name,
    color: '#808080'
  })),
  tracks: [
    trackOf(
      'talk',
      { kind: 'utterances' },
      said.map(([speaker, text], i) => [2 * i, 2 * i + 1, { text, personId: `p-${speaker}` }] as const)
    )
  ]
})

/** What an output of a model says of each turn of a conversation, in order. */
async function said(
  model: string,
  output: string,
  turns: Said
): Promise<readonly Omit<Segment, 'id' | 'trackId'>[]> {
  const ran = await runModel(modelsFolder, model, [itemOf(turns)], fakeDecoder({}))
  expect(ran.result.ok).toBe(true)
  return ran.segments(output).toSorted((a, b) => a.start - b.start)
}

describe.skipIf(!hasModel('text-emotion'))('the text model over a conversation', () => {
  test('names the emotion of plain sentences and leaves out a turn without words', async () => {
    const segments = await said('text-emotion', 'emotion', talk)
    expect(segments.map(({ label }) => label)).toEqual(['happiness', 'anger', 'sadness', 'fear', 'neutral'])
    expect(segments.map(({ start, end }) => [start, end])).toEqual(
      talk.slice(0, 5).map((_, i) => [2e6 * i, 2e6 * i + 1e6])
    )
    for (const { scores = {} } of segments)
      expect(Object.values(scores).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 4)
  })

  test('gives labels of 28 from their thresholds on, and dimensions from 1 to 9', async () => {
    const labels = await said('text-emotion', 'labels', talk)
    expect(labels[0]?.value).toMatchObject({ kind: 'labels', labels: { gratitude: null, love: null } })
    expect(Object.keys(labels[0]?.scores ?? {})).toHaveLength(28)
    const dimensions = await said('text-emotion', 'dimensions', talk)
    const valence = dimensions.map(({ value }) =>
      value?.kind === 'ratings' ? value.ratings['valence'] : undefined
    )
    expect(Math.min(...valence.map((rating) => rating ?? 0))).toBeGreaterThanOrEqual(1)
    expect(Math.max(...valence.map((rating) => rating ?? 10))).toBeLessThanOrEqual(9)
    // Love above 5, death and terror below.
    expect(valence[0]).toBeGreaterThan(5)
    expect(valence[2]).toBeLessThan(5)
    expect(valence[3]).toBeLessThan(5)
  })

  test('says of a turn what it says of it alone: how far it was filled up beside longer ones does not count', async () => {
    const together = await said('text-emotion', 'emotion', talk)
    for (const [i, turn] of talk.slice(0, 5).entries()) {
      const [alone] = await said('text-emotion', 'emotion', [turn])
      for (const [label, share] of Object.entries(alone?.scores ?? {}))
        expect(together[i]?.scores?.[label]).toBeCloseTo(share, 5)
    }
  })
})

describe.skipIf(!hasModel('conversation-emotion'))('the conversation model', () => {
  test('cuts words into pieces as the text model does', () => {
    const tokenizer = (...place: string[]): string =>
      readFileSync(join(modelsFolder, ...place, 'tokenizer.json'), 'utf8')
    expect(tokenizer('conversation-emotion', 'weights')).toBe(tokenizer('text-emotion'))
  })

  test('gives every turn of a conversation a label over its own time', async () => {
    const segments = await said('conversation-emotion', 'past', talk)
    expect(segments.slice(0, 5).map(({ start, end }) => [start, end])).toEqual(
      talk.slice(0, 5).map((_, i) => [2e6 * i, 2e6 * i + 1e6])
    )
    expect(segments.slice(0, 4).map(({ label }) => label)).toEqual(['happiness', 'anger', 'sadness', 'fear'])
  })

  test('never looks ahead: whatever is said later, what it says of a turn stays the same to the last bit (TXT-4)', async () => {
    const before = await said('conversation-emotion', 'past', talk)
    const other = talk.map(([name, text], i): Said[number] =>
      i > 2 ? ['Ben', 'I hate this, it is disgusting!'] : [name, text]
    )
    const after = await said('conversation-emotion', 'past', other)
    expect(after.slice(0, 3)).toEqual(before.slice(0, 3))
    expect(after[3]).not.toEqual(before[3])
  })

  test('lets a turn that says little lean on what the same speaker said before', async () => {
    const quiet: Said = [
      ['Ada', 'I am so sad, I miss her every day.'],
      ['Ada', 'You know.']
    ]
    const [, alone] = await said('conversation-emotion', 'past', [
      ['Ben', 'Hello.'],
      ['Ada', 'You know.']
    ])
    const [, after] = await said('conversation-emotion', 'past', quiet)
    expect(after?.scores?.['sadness'] ?? 0).toBeGreaterThan(alone?.scores?.['sadness'] ?? 1)
  })
})
