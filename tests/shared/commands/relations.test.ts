import { describe, expect, it } from 'vitest'
import { inheritedLabel } from '../../../src/shared/commands/rules/relation-permits'
import { relationRules } from '../../../src/shared/commands/rules/relation-rules'
import { carrySpan } from '../../../src/shared/commands/rules/words-span'
import type { Relation } from '../../../src/shared/domain/relation'
import type { RowTable } from './row-table'
import { codeOf, desk, seconds } from './row-table'

/** Three turns on t: "I won the prize", "No!", "You did". */
function talk(): RowTable {
  const rows = desk([
    ['a', 0, 2],
    ['b', 2, 4],
    ['c', 5, 8]
  ])
  const words = { a: 'I won the prize', b: 'No!', c: 'You did' }
  for (const [id, text] of Object.entries(words)) rows.run('segment-set', { ids: [id], patch: { text } })
  return rows
}

const link = (rows: RowTable, fromId: string, toId: string, rest: Partial<Relation> = {}) =>
  rows.run('relation-create', { fromId, toId, ...rest })
const told = (rows: RowTable): string[] =>
  rows.all('relation').map(({ fromId, toId, fromSpan, toSpan }) => {
    const span = (of: Relation['toSpan']): string => (of ? `[${of.from},${of.to})` : '')
    return `${fromId}${span(fromSpan)}>${toId}${span(toSpan)}`
  })

/** A scheme with a relation attribute, put on track t. */
function under(rows: RowTable, relation: object): RowTable {
  const scheme = rows.get('scheme', 's')
  if (!scheme) throw new Error('the desk has a scheme')
  const document = {
    ...(scheme.document as object),
    attributes: [
      { id: 'emotion', type: 'categorical', unit: 'segment', labels: [{ id: 'joy' }] },
      { id: 'cause', type: 'relation', unit: 'pair', relation }
    ]
  }
  rows.write([{ table: 'scheme', id: 's', after: { ...scheme, document } }])
  return rows
}

describe('links from an emotion to its cause', () => {
  it('may lead to another segment, to a later one and to itself where the scheme says nothing', () => {
    const rows = talk()
    for (const [from, to] of [
      ['b', 'a'],
      ['b', 'c'],
      ['b', 'b']
    ] as const)
      expect(codeOf(link(rows, from, to))).toBeUndefined()
    expect(told(rows)).toEqual(['b>a', 'b>c', 'b>b'])
    expect(rows.all('relation')[0]).toMatchObject({ kind: 'cause', authorId: 'anna' })
  })

  it('follow the rules that the scheme writes down', () => {
    expect(codeOf(link(under(talk(), { selfAllowed: false }), 'b', 'b'))).toBe('relation.self')
    expect(codeOf(link(under(talk(), { futureAllowed: false }), 'b', 'c'))).toBe('relation.later')
    const span = { toSpan: { from: 0, to: 1 } }
    expect(codeOf(link(under(talk(), { span: false }), 'b', 'a', span))).toBe('relation.no-spans')
    const single = under(talk(), { many: false })
    link(single, 'b', 'a')
    expect(codeOf(link(single, 'b', 'c'))).toBe('relation.one')
  })

  it('are not made twice, unless they name other words', () => {
    const rows = talk()
    link(rows, 'b', 'a')
    expect(codeOf(link(rows, 'b', 'a'))).toBe('relation.exists')
    expect(codeOf(link(rows, 'b', 'a', { toSpan: { from: 2, to: 5 } }))).toBeUndefined()
  })

  it('name words within the text only, counted in code points', () => {
    const rows = talk()
    rows.run('segment-set', { ids: ['b'], patch: { text: '😀 no' } })
    expect(codeOf(link(rows, 'c', 'b', { toSpan: { from: 2, to: 4 } }))).toBeUndefined()
    expect(codeOf(link(rows, 'c', 'b', { toSpan: { from: 2, to: 5 } }))).toBe('relation.span')
  })

  it('join segments of one recording only', () => {
    const rows = talk()
    const track = rows.get('track', 't')
    const a = rows.get('segment', 'a')
    if (!track || !a) throw new Error('the desk has track t with segment a')
    rows.write([
      { table: 'track', id: 'far', after: { ...track, id: 'far', recordingId: 'other' } },
      { table: 'segment', id: 'x', after: { ...a, id: 'x', trackId: 'far' } }
    ])
    expect(codeOf(link(rows, 'a', 'x'))).toBe('relation.recordings')
  })

  it('change their words and lose them, and are deleted by themselves', () => {
    const rows = talk()
    link(rows, 'b', 'a', { id: 'l' })
    rows.run('relation-set', { ids: ['l'], patch: { toSpan: { from: 2, to: 5 }, comment: 'clear' } })
    expect(told(rows)).toEqual(['b>a[2,5)'])
    rows.run('relation-set', { ids: ['l'], patch: { toSpan: null } })
    expect(told(rows)).toEqual(['b>a'])
    rows.run('relation-delete', { ids: ['l'] })
    expect(told(rows)).toEqual([])
    expect(codeOf(rows.run('relation-delete', { ids: ['l'] }))).toBe('relation.gone')
  })

  it('keep an annotator from being deleted by the way', () => {
    const rows = talk()
    rows.run('author-save', { id: 'ben', name: 'Ben' })
    rows.run('relation-create', { fromId: 'a', toId: 'b' }, 'ben')
    const refused = rows.run('author-delete', { id: 'ben' })
    expect(refused.ok ? '' : refused.error.message).toContain('1 link')
  })
})

describe('links of merged segments', () => {
  it('become links of the first, their words moved to where they stand now', () => {
    const rows = talk()
    link(rows, 'c', 'b', { toSpan: { from: 0, to: 2 } })
    rows.run('segment-merge', { ids: ['a', 'b'] })
    // "I won the prize No!": the words "No" begin behind 15 characters and a space.
    expect(rows.get('segment', 'a')?.text).toBe('I won the prize No!')
    expect(told(rows)).toEqual(['c>a[16,18)'])
  })

  it('that say the same afterwards are one', () => {
    const rows = talk()
    link(rows, 'c', 'a')
    link(rows, 'c', 'b')
    rows.run('segment-merge', { ids: ['a', 'b'] })
    expect(told(rows)).toEqual(['c>a'])
  })

  it('between each other become a link to itself', () => {
    const rows = talk()
    link(rows, 'b', 'a')
    rows.run('segment-merge', { ids: ['a', 'b'] })
    expect(told(rows)).toEqual(['a>a'])
  })
})

describe('a split', () => {
  it('leaves links with the first part', () => {
    const rows = talk()
    link(rows, 'b', 'a')
    rows.run('segment-split', { ids: ['a'], at: seconds(1) })
    expect(told(rows)).toEqual(['b>a'])
  })

  it('at a word cuts the text there, and links to words behind it go with them', () => {
    const rows = talk()
    link(rows, 'b', 'a', { toSpan: { from: 6, to: 15 } })
    link(rows, 'c', 'a', { toSpan: { from: 0, to: 9 } })
    rows.run('segment-split', { ids: ['a'], at: seconds(1), wordsAt: 5, rightId: 'a2' })
    expect([rows.get('segment', 'a')?.text, rows.get('segment', 'a2')?.text]).toEqual(['I won', 'the prize'])
    expect(told(rows)).toEqual(['b>a2[0,9)', 'c>a[0,5)'])
  })
})

describe('words of a link when the text is edited', () => {
  const carried = (before: string, after: string, words: string): string | undefined => {
    const from = [...before.slice(0, before.indexOf(words))].length
    const span = carrySpan(before, after, { from, to: from + [...words].length })
    return span && [...after].slice(span.from, span.to).join('')
  }
  it.each([
    ['stay where the edit is behind them', 'I won the prize', 'I won the big prize', 'I won', 'I won'],
    ['move where it is before them', 'I won the prize', 'Oh I won the prize', 'the prize', 'the prize'],
    [
      'grow with a word put between them',
      'I won the prize',
      'I won the big prize',
      'the prize',
      'the big prize'
    ],
    ['become the word that replaces them', 'I wan it', 'I won it', 'wan', 'won'],
    ['keep what is left', 'I won the prize', 'I won', 'won the prize', 'won'],
    ['vanish with the words', 'I won the prize', 'I won', 'prize', undefined],
    ['are counted in characters, not in half characters', '😀 I won', '😀😀 I won', 'won', 'won']
  ])('%s', (_name, before, after, words, expected) => {
    expect(carried(before, after, words)).toBe(expected)
  })

  it('at both ends move when both are rewritten in one edit', () => {
    const rows = talk()
    link(rows, 'c', 'a', { fromSpan: { from: 4, to: 7 }, toSpan: { from: 6, to: 15 } })
    rows.run('segment-rewrite', {
      field: 'text',
      items: [
        { id: 'a', value: 'We won the prize' },
        { id: 'c', value: 'Oh, you did' }
      ]
    })
    expect(told(rows)).toEqual(['c[8,11)>a[7,16)'])
  })

  it('go with the words, and the link stays', () => {
    const rows = talk()
    link(rows, 'b', 'a', { toSpan: { from: 6, to: 15 } })
    rows.run('segment-set', { ids: ['a'], patch: { text: null } })
    expect(told(rows)).toEqual(['b>a'])
  })

  it('move in the same edit', () => {
    const rows = talk()
    link(rows, 'b', 'a', { toSpan: { from: 6, to: 15 } })
    rows.run('segment-set', { ids: ['a'], patch: { text: 'We won the prize' } })
    expect(told(rows)).toEqual(['b>a[7,16)'])
  })
})

describe('what a scheme links', () => {
  /** Turns with words on t, Anna's emotions over the same time on `mood`; links as the scheme says. */
  function moods(relation: object, constraints: readonly object[] = []): RowTable {
    const rows = talk()
    const document = {
      schema: 'affectory.labels/1',
      id: 'mood',
      name: 'Moods',
      attributes: [
        {
          id: 'emotion',
          type: 'categorical',
          unit: 'utterance',
          labels: [{ id: 'neutral' }, { id: 'joy' }, { id: 'anger' }]
        },
        { id: 'gesture', type: 'categorical', unit: 'frame', labels: [{ id: 'nod' }] },
        { id: 'cause', name: 'Cause', type: 'relation', unit: 'pair', relation }
      ],
      constraints
    }
    rows.write([
      { table: 'scheme', id: 'mood', after: { id: 'mood', name: 'Moods', version: '1', document } }
    ])
    for (const [id, attributeId] of [
      ['mood', 'emotion'],
      ['nods', 'gesture']
    ] as const)
      rows.run('track-create', { id, recordingId: 'r', schemeId: 'mood', attributeId, name: id })
    const say = (id: string, trackId: string, start: number, end: number, label: string): void =>
      void rows.run('segment-create', { id, trackId, start: seconds(start), end: seconds(end), label })
    say('ma', 'mood', 0, 2, 'neutral')
    say('mb', 'mood', 2, 4, 'anger')
    say('nod', 'nods', 1, 2, 'nod')
    return rows
  }
  const sentence = (result: ReturnType<typeof link>): string => (result.ok ? '' : result.error.message)

  it('links lead only to what the scheme names, by unit or by attribute, and the refusal says so', () => {
    const rows = moods({ from: 'emotion', to: 'utterance' })
    expect(codeOf(link(rows, 'mb', 'a'))).toBeUndefined()
    expect(codeOf(link(rows, 'mb', 'ma'))).toBeUndefined()
    expect(sentence(link(rows, 'mb', 'nod'))).toBe('“Cause” leads to an utterance; “nods” holds none.')
    expect(sentence(link(rows, 'nod', 'a'))).toBe(
      '“Cause” starts from a segment of “Emotion”; “nods” holds none.'
    )
    expect(codeOf(link(moods({ to: 'gesture' }), 'mb', 'nod'))).toBeUndefined()
    expect(codeOf(link(moods({ to: 'gesture' }), 'mb', 'a'))).toBe('relation.to')
    expect(codeOf(link(moods({ to: 'segment' }), 'mb', 'nod'))).toBeUndefined()
  })

  it('links start only from the labels that the scheme requires, read from the turn’s emotion on my own track', () => {
    const requires = [{ type: 'requires', attribute: 'cause', labels: ['joy', 'anger'] }]
    const rows = moods({ inherits: 'emotion' }, requires)
    expect(codeOf(link(rows, 'b', 'a'))).toBeUndefined()
    expect(codeOf(link(rows, 'mb', 'a'))).toBeUndefined()
    expect(sentence(link(rows, 'a', 'b'))).toBe(
      '“Cause” can start from a segment labelled Joy, Anger, not Neutral.'
    )
    expect(codeOf(link(rows, 'ma', 'b'))).toBe('relation.label')
    // Nobody labelled the third turn.
    expect(codeOf(link(rows, 'c', 'a'))).toBe('relation.unlabelled')
  })

  it('labels that the scheme requires of the target hold, too', () => {
    const requires = [{ type: 'requires', attribute: 'cause', with: ['anger'] }]
    const rows = moods({}, requires)
    expect(codeOf(link(rows, 'ma', 'mb'))).toBeUndefined()
    expect(codeOf(link(rows, 'mb', 'ma'))).toBe('relation.label')
  })

  it('a link has the label of the segment it starts from, as it is now, and takes no other', () => {
    const rows = moods({ inherits: 'emotion' })
    link(rows, 'b', 'a', { id: 'l' })
    const label = (): string | undefined => {
      const from = rows.get('segment', 'b')
      return from && inheritedLabel(rows, relationRules(rows, 'cause', from, 'anna'), from, 'anna')
    }
    expect(label()).toBe('anger')
    rows.run('segment-set', { ids: ['mb'], patch: { label: 'joy' } })
    expect(label()).toBe('joy')
    expect(codeOf(rows.run('relation-set', { ids: ['l'], patch: { label: 'anger' } }))).toBe(
      'relation.inherits'
    )
    expect(codeOf(link(rows, 'b', 'c', { label: 'joy' }))).toBe('relation.inherits')
  })

  it('rules that came later leave links that are there: a comment can still be written', () => {
    const rows = moods({})
    link(rows, 'mb', 'nod', { id: 'l' })
    const before = rows.get('scheme', 'mood')
    if (!before) throw new Error('the scheme is there')
    const document = before.document as { attributes: { id: string }[] }
    const attributes = document.attributes.map((each) =>
      each.id === 'cause' ? { ...each, relation: { to: 'utterance' } } : each
    )
    rows.write([
      { table: 'scheme', id: 'mood', before, after: { ...before, document: { ...document, attributes } } }
    ])
    expect(codeOf(rows.run('relation-set', { ids: ['l'], patch: { comment: 'why' } }))).toBeUndefined()
    expect(codeOf(rows.run('relation-set', { ids: ['l'], patch: { fromId: 'ma' } }))).toBe('relation.to')
  })
})
