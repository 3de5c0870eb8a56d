import { describe, expect, it } from 'vitest'
import { answerPatterns, THINK_PATTERN, AnswerMapping } from '../../../src/shared/external/answer-mapping'
import { answerTally, outOfSetRate } from '../../../src/shared/external/answer-summary'
import { answerParser } from '../../../src/shared/external/parse-answer'
import { fillTemplate, unknownFields } from '../../../src/shared/external/prompt-template'
import { answerRowReader } from '../../../src/shared/external/read-answer-row'
import { unitIndex } from '../../../src/shared/external/unit-index'

const labels = [
  { id: 'anger', name: 'Anger', aliases: ['angry', 'mad'] },
  { id: 'joy', name: 'Joy', aliases: ['happy', 'very happy'] },
  { id: 'neutral', name: 'Neutral', aliases: [] }
]
const inAnswer = answerPatterns.find(({ name }) => name.startsWith('Inside'))?.pattern

function parser(rule: Parameters<typeof answerParser>[0]) {
  const made = answerParser(rule, labels)
  if (!made.ok) throw new Error(made.error.message)
  return made.value
}

describe('OPN-3: an answer behind thoughts', () => {
  const read = parser({ pattern: inAnswer })
  it('is the label that its alias stands for', () => {
    expect(read.parse('<think>They shout at everybody.</think><answer>angry</answer>')).toEqual({
      kind: 'labels',
      labels: ['anger'],
      others: []
    })
  })
  it('counts in the out-of-set rate when it is no label, or not where answers stand', () => {
    const rule = AnswerMapping.parse({
      unit: 'recording',
      answerColumn: 'response',
      pattern: inAnswer,
      reasonPattern: THINK_PATTERN,
      target: { schemeId: 's', attributeId: 'a' }
    })
    const reader = answerRowReader(rule, 'label', labels)
    if (!reader.ok) throw new Error(reader.error.message)
    const tally = answerTally()
    const rows = [
      '<think>They shout.</think><answer>angry</answer>',
      'I am not sure',
      '<answer>furious</answer>',
      '<answer>angry or happy</answer>'
    ].map((response, i) => reader.value({ response }, i + 2))
    for (const row of rows) tally.placed(row)
    expect(rows.map(({ labels: said, out }) => said?.[0] ?? out?.why)).toEqual([
      'anger',
      'pattern',
      'unknown',
      'unknown'
    ])
    expect(rows[0]?.reason).toBe('They shout.')
    const summary = tally.summary()
    expect(outOfSetRate(summary)).toBe(0.75)
    expect(summary.others.map(({ text }) => text)).toContain('I am not sure')
  })
})

describe('answers', () => {
  it('are found regardless of case, quotes, stars and full stops', () => {
    const read = parser({})
    for (const raw of ['Anger', ' "ANGRY." ', '**mad**', '[Anger]', 'anger!'])
      expect(read.parse(raw), raw).toMatchObject({ kind: 'labels', labels: ['anger'] })
  })
  it('may stand anywhere in a sentence where that is allowed, as whole words and only one of them', () => {
    const strict = parser({})
    const loose = parser({ anywhere: true })
    expect(strict.parse('The speaker is angry about it.')).toMatchObject({ kind: 'out', why: 'unknown' })
    expect(loose.parse('The speaker is angry about it.')).toMatchObject({ labels: ['anger'] })
    expect(loose.parse('They are mad, then happy.')).toMatchObject({ kind: 'out', why: 'several' })
    expect(loose.parse('Made of enjoyment.')).toMatchObject({ kind: 'out' })
  })
  it('with several emotions are a list, and what is no label in it is told', () => {
    const read = parser({ separator: ',' })
    expect(read.parse("['angry', 'Happy', 'hungry']")).toEqual({
      kind: 'labels',
      labels: ['anger', 'joy'],
      others: ['hungry']
    })
    expect(read.terms("['Self-deprecating', 'relieved', 'relieved']")).toEqual([
      'self-deprecating',
      'relieved'
    ])
  })
  it('read by a pattern that is none are refused by its words', () => {
    const made = answerParser({ pattern: '(' }, labels)
    expect(made.ok ? '' : made.error.message).toContain('“(”')
  })
})

describe('the place of a row', () => {
  const recordings = [
    { id: 'r1', duration: 2e6, names: ['img496_sadness', '/data/valid/img496_sadness.jpg'] },
    { id: 'r2', duration: 5e6, names: ['dia0', '/x/dia0.mp4'] },
    { id: 'r3', duration: 5e6, names: ['same', '/a/same.wav'] },
    { id: 'r4', duration: 5e6, names: ['same', '/b/same.wav'] }
  ]
  const rule = (change: object) =>
    AnswerMapping.parse({ unit: 'recording', target: { schemeId: 's', attributeId: 'a' }, ...change })
  it('is found by name, file name or path, with or without ending; a name that two have belongs to neither', () => {
    const index = unitIndex(rule({}), recordings, [], new Map())
    const at = (recording: string) => index({ line: 1, recording })
    for (const name of [
      'img496_sadness',
      'IMG496_sadness.jpg',
      'data/valid/img496_sadness.jpg',
      'c:\\data\\img496_sadness.png'
    ])
      expect(at(name), name).toMatchObject({ unit: { recordingId: 'r1', start: 0, end: 2e6 } })
    expect(at('same')).toEqual({ lost: 'same' })
    expect(at('img497')).toEqual({ lost: 'img497' })
  })
  it('is a segment by its id or by its place, counted from 0 or 1', () => {
    const segments = [
      { recordingId: 'r2', segmentId: 'b', start: 20, end: 30 },
      { recordingId: 'r2', segmentId: 'a', start: 0, end: 10 }
    ]
    const index = unitIndex(rule({ unit: 'segment' }), recordings, segments, new Map())
    expect(index({ line: 1, recording: 'dia0', segment: '1' })).toMatchObject({ unit: { segmentId: 'b' } })
    expect(index({ line: 1, segment: 'a' })).toMatchObject({ unit: { segmentId: 'a' } })
    const fromOne = unitIndex(rule({ unit: 'segment', firstIs: 1 }), recordings, segments, new Map())
    expect(fromOne({ line: 1, recording: 'dia0', segment: '1' })).toMatchObject({ unit: { segmentId: 'a' } })
    expect(fromOne({ line: 1, recording: 'dia0', segment: '3' })).toEqual({ lost: 'dia0 3' })
  })
  it('is a stretch of time, about a person who is known by name', () => {
    const index = unitIndex(rule({ unit: 'times' }), recordings, [], new Map([['ann', 'p1']]))
    expect(index({ line: 1, recording: 'dia0', start: 1.5, end: 2, person: 'Ann' })).toEqual({
      unit: { recordingId: 'r2', start: 1.5e6, end: 2e6, personId: 'p1' }
    })
    expect(index({ line: 1, recording: 'dia0', start: 2, end: 1 })).toEqual({ lost: 'dia0 2–1 s' })
  })
})

describe('prompts', () => {
  const facts = {
    id: 's1',
    recording: 'Scene 1',
    file: 'a.mp4',
    number: 3,
    text: 'Oh no',
    speaker: 'Ann',
    start: '1.000',
    end: '2.000',
    duration: '1.000',
    labels: 'anger, joy'
  }
  it('are filled with the words, the speaker and the turns around', () => {
    const before = [
      { speaker: 'Bob', text: 'Hi' },
      { speaker: '', text: 'Hm' }
    ]
    expect(
      fillTemplate('{prev:2}\n{speaker}: {text} [{labels}] {{kept}} {start}', facts, (by) => before[2 + by])
    ).toBe('Bob: Hi\nHm\nAnn: Oh no [anger, joy] {kept} 1.000')
  })
  it('with a field that nobody knows name it', () => {
    expect(unknownFields('{text} {mood} {prev:3}')).toEqual(['mood'])
  })
})
