import { describe, expect, it } from 'vitest'
import { resolveLabels } from '../../../src/shared/domain/labels'
import type { SchemeRow } from '../../../src/shared/domain/rows'
import {
  addAttribute,
  copyAttribute,
  removeAttribute,
  renameAttribute,
  withType
} from '../../../src/shared/scheme/attribute-edits'
import { attributeTypes, EditableScheme } from '../../../src/shared/scheme/editable-scheme'
import type { AttributeType } from '../../../src/shared/scheme/editable-scheme'
import { idFrom } from '../../../src/shared/scheme/id-from'
import { addLabel, moveLabel, nameLabel, removeLabel, setLabel } from '../../../src/shared/scheme/label-edits'
import { sendTo, weigh, withKind } from '../../../src/shared/scheme/map-edits'
import { copyScheme, emptyScheme } from '../../../src/shared/scheme/new-scheme'
import { nextVersion } from '../../../src/shared/scheme/next-version'
import { readScheme } from '../../../src/shared/scheme/read-scheme'
import { schemeFaults } from '../../../src/shared/scheme/scheme-faults'
import { attributeTask } from '../../../src/shared/values/attribute'
import { preset, presetIds } from '../values/preset'

const two = EditableScheme.parse({
  schema: 'affectory.labels/1',
  id: 'two',
  name: 'Two',
  version: '3',
  maps: [{ to: 'valence2', kind: 'group', groups: { unpleasant: ['anger'], pleasant: ['joy'] } }],
  extra: 'kept',
  attributes: [
    { id: 'arousal', type: 'continuous', unit: 'segment', dims: [{ id: 'arousal', range: [1, 9] }] },
    {
      id: 'emotion',
      type: 'categorical',
      unit: 'segment',
      labels: [
        { id: 'anger', aliases: ['mad'], polarity: 'negative', opposite: 'joy' },
        { id: 'joy', name: { en: 'Joy', de: 'Freude' } }
      ]
    }
  ]
})
const row = (document: EditableScheme): SchemeRow => ({
  id: document.id,
  name: document.name,
  version: '1',
  document
})
const sentences = (scheme: EditableScheme) => schemeFaults(scheme).map(({ sentence }) => sentence)
const emotion = (scheme: EditableScheme) => scheme.attributes.find(({ id }) => id === 'emotion')?.labels ?? []

describe('editing labels', () => {
  it('keeps what was not edited: other languages, other attributes, tables, fields nobody knows', () => {
    const named = nameLabel(two, 'emotion', 1, 'Happiness', false)
    expect(named).toMatchObject({
      extra: 'kept',
      maps: two.maps,
      attributes: [
        { id: 'arousal' },
        {
          labels: [
            { id: 'anger', aliases: ['mad'], polarity: 'negative', opposite: 'joy' },
            { id: 'joy', name: { en: 'Happiness', de: 'Freude' } }
          ]
        }
      ]
    })
  })
  it('a label that was given out keeps its colour, letter and key when another comes, goes or moves', () => {
    const looks = (scheme: EditableScheme) =>
      Object.fromEntries(
        resolveLabels(scheme, 'emotion').map(({ id, color, letter, key }) => [
          id,
          `${color} ${letter} ${key ?? ''}`
        ])
      )
    const before = looks(two)
    const more = addLabel(addLabel(two, 'emotion'), 'emotion')
    expect(looks(more)).toMatchObject(before)
    expect(new Set(Object.values(looks(more))).size).toBe(4)
    expect(looks(moveLabel(more, 'emotion', 3, -1))).toEqual(looks(more))
    expect(looks(removeLabel(more, 'emotion', 2))).toMatchObject(before)
  })
  it('a new label gets a letter and a key that are free, and an empty key stays none', () => {
    const more = addLabel(two, 'emotion')
    expect(sentences(more)).toEqual([])
    const none = setLabel(more, 'emotion', 0, { key: '' })
    expect(resolveLabels(none, 'emotion')[0]?.key).toBe('')
  })
  it('the id of a label that nobody used follows its name, also in tables, rules and links; a used one keeps its id', () => {
    const ruled = {
      ...two,
      constraints: [{ type: 'max' as const, attribute: 'emotion', labels: ['joy'], value: 1 }]
    }
    const fresh = nameLabel(ruled, 'emotion', 1, 'Delight', true)
    expect(emotion(fresh).map(({ id, opposite }) => [id, opposite])).toEqual([
      ['anger', 'delight'],
      ['delight', undefined]
    ])
    expect(fresh.maps?.[0]?.groups).toEqual({ unpleasant: ['anger'], pleasant: ['delight'] })
    expect(fresh.constraints?.[0]?.labels).toEqual(['delight'])
    expect(emotion(nameLabel(two, 'emotion', 1, 'Delight', false))[1]?.id).toBe('joy')
  })
  it('taking a label away takes away what others say about it', () => {
    expect(emotion(removeLabel(two, 'emotion', 1))).toMatchObject([{ id: 'anger' }])
    expect(emotion(removeLabel(two, 'emotion', 1))[0]).not.toHaveProperty('opposite')
  })
  it('makes ids of names in any language', () => {
    expect(idFrom('Überraschung, leicht', [])).toBe('uberraschung-leicht')
    expect(idFrom('悲しい', [])).toBe('label')
    expect(idFrom('Joy', ['joy', 'joy-2'])).toBe('joy-3')
  })
})

describe('editing attributes', () => {
  it.each(Object.keys(attributeTypes).filter((type) => type !== 'composite') as AttributeType[])(
    'a new attribute of type %s can be saved and asked for at once',
    (type) => {
      const more = addAttribute(two, type)
      expect(sentences(more)).toEqual([])
      const added = more.attributes.at(-1)?.id ?? ''
      expect(attributeTask(row(more), added)?.type).toBe(type)
    }
  )
  it('a composite takes two attributes with labels as its axes, and says so where there is one only', () => {
    expect(sentences(addAttribute(two, 'composite'))).toEqual([
      'class: Needs at least two axes: other attributes of this scheme with labels.'
    ])
    const four = addAttribute(addAttribute(two, 'binary'), 'composite')
    expect(sentences(four)).toEqual([])
    expect(attributeTask(row(four), 'class')?.labels).toHaveLength(4)
    expect(removeAttribute(four, 'present').attributes.at(-1)?.axes).toEqual(['emotion'])
    expect(renameAttribute(four, 'emotion', 'affect').attributes.at(-1)?.axes).toEqual(['affect', 'present'])
  })
  it('another type keeps what was there and fills in what it asks for', () => {
    const attribute = two.attributes[1]
    if (!attribute) throw new Error('the scheme has an attribute of labels')
    const graded = withType(attribute, 'multilabel-ordinal', two)
    expect(graded.labels).toEqual(attribute.labels)
    expect(graded.levels?.map(({ value }) => value)).toEqual([0, 1, 2, 3])
  })
  it('a copy has an id of its own, and the last attribute cannot go', () => {
    expect(copyAttribute(two, 'emotion').attributes.map(({ id }) => id)).toEqual([
      'arousal',
      'emotion',
      'emotion-2'
    ])
    const one = removeAttribute(two, 'arousal')
    expect(removeAttribute(one, 'emotion')).toBe(one)
  })
})

describe('what keeps a scheme from being saved', () => {
  const withLabels = (labels: readonly object[]) =>
    EditableScheme.parse({ ...two, attributes: [{ ...two.attributes[1], labels }], maps: [] })

  it('labels that share a letter, a key, a name or another name', () => {
    const clash = (field: string, value: string) =>
      sentences(
        withLabels([
          { id: 'anger', [field]: value },
          { id: 'joy', [field]: value }
        ])
      )
    expect(clash('letter', 'X')).toEqual(['Anger and Joy share the letter X.'])
    expect(clash('key', '4')).toEqual(['Anger and Joy share the key 4.'])
    const aliases = (anger: string[], joy: string[]) =>
      sentences(
        withLabels([
          { id: 'anger', aliases: anger },
          { id: 'joy', aliases: joy }
        ])
      )
    expect(aliases(['cross'], ['happy'])).toEqual([])
    expect(aliases(['Hap'], ['hap'])).toEqual(['“Hap” stands for Anger and for Joy.'])
    expect(aliases([], ['ANGER'])).toEqual(['“ANGER” stands for Joy and for Anger.'])
  })
  it('no labels, no name, no letter; each with the place where it is mended', () => {
    expect(sentences(withLabels([]))).toEqual(['A scheme needs at least one label.'])
    expect(schemeFaults({ ...two, name: ' ' })).toEqual([
      { sentence: 'The scheme needs a name.', part: 'scheme' }
    ])
    const faults = schemeFaults(setLabel(two, 'emotion', 0, { letter: '' }))
    expect(faults).toEqual([
      { sentence: 'emotion: Every label needs a letter: colour alone is not enough.', part: 'emotion' }
    ])
  })
  it('a parent of itself, a mixture of strangers, valence beyond one', () => {
    expect(
      sentences(
        withLabels([
          { id: 'a', parent: 'b' },
          { id: 'b', parent: 'a', va: [2, 0] },
          { id: 'c', mixOf: ['a'], opposite: 'x' }
        ])
      )
    ).toEqual([
      '“a” lies below itself.',
      '“b” lies below itself.',
      'The opposite of “c”, “x”, is no label.',
      '“c” needs two labels to be mixed of.'
    ])
  })
  it('dimensions, levels and rules that cannot be', () => {
    const dims = [
      { id: 'v', range: [1, 9], step: 10, neutral: 12 },
      { id: 'w', range: [3, 3] }
    ]
    const rated = EditableScheme.parse({ ...two, attributes: [{ ...two.attributes[0], dims }], maps: [] })
    expect(sentences(rated)).toEqual([
      'The step of v is larger than its range.',
      'The neutral value of v lies outside 1 to 9.',
      'The range of w begins and ends at 3.'
    ])
    const ruled = { ...two, constraints: [{ type: 'max' as const, attribute: 'gone', labels: ['awe'] }] }
    expect(sentences(ruled)).toEqual([
      'Rule 1: there is no attribute “gone”.',
      'Rule 1: there is no label “awe”.',
      'Rule 1: say how many.'
    ])
  })
  it('nothing in any scheme that ships, which all can be edited and saved as they are', () => {
    for (const id of presetIds) {
      const parsed = EditableScheme.safeParse(preset(id).document)
      expect(parsed.error, id).toBeUndefined()
      if (parsed.data) expect(sentences(parsed.data), id).toEqual([])
      expect(parsed.data, id).toEqual(preset(id).document)
    }
  })
})

describe('schemes from files and copies', () => {
  it('a file that is no scheme is refused with the place', () => {
    const message = (text: string) => {
      const read = readScheme(text, 'mine.json')
      return read.ok ? '' : read.error.message
    }
    expect(message('{')).toMatch(/^mine\.json is not JSON: /)
    expect(
      message(JSON.stringify({ ...two, attributes: [{ id: 'a', type: 'guess', unit: 'segment' }] }))
    ).toContain('attributes[0].type:')
    expect(message(JSON.stringify({ ...two, id: 'My Scheme' }))).toContain('id: needs small letters')
    expect(readScheme(JSON.stringify(two), 'mine.json')).toEqual({ ok: true, value: two })
  })
  it('copies and new ones have free ids, and versions count on', () => {
    expect(copyScheme(row(two), ['two', 'two-mine'])?.id).toBe('two-mine-2')
    expect(sentences(emptyScheme([]))).toEqual([])
    expect(['1', '1.4', 'draft'].map(nextVersion)).toEqual(['2', '1.5', 'draft.1'])
  })
})

describe('editing a mapping table', () => {
  const none = { to: 'x', kind: 'group' as const }

  it('a source goes to one target, to another, or to none, which is written down', () => {
    const once = sendTo(none, new Map(), 'anger', 'negative')
    expect(once.groups).toEqual({ negative: ['anger'] })
    const moved = sendTo(once, new Map([['anger', 'negative']]), 'anger', 'bad')
    expect(moved.groups).toEqual({ bad: ['anger'] })
    expect(sendTo(moved, new Map([['anger', 'bad']]), 'anger', undefined)).toMatchObject({
      groups: {},
      unmapped: ['anger']
    })
  })
  it('another kind takes over what it can say', () => {
    const pairs = new Map([['anger', 'negative']])
    expect(withKind(none, 'matrix', pairs).matrix).toEqual({ anger: { negative: 1 } })
    expect(weigh(withKind(none, 'matrix', pairs), 'anger', 'negative', 0).matrix).toEqual({ anger: {} })
    expect(withKind({ ...none, attribute: 'a' }, 'threshold', pairs)).toEqual({
      to: 'x',
      attribute: 'a',
      kind: 'threshold',
      rule: { at: 1 }
    })
  })
  it('a source that two targets claim keeps the scheme from being saved', () => {
    const maps = [{ ...none, groups: { a: ['joy'], b: ['joy'] } }]
    expect(sentences({ ...two, maps })).toEqual(['The mapping to “x” sends “joy” to two labels.'])
  })
})
