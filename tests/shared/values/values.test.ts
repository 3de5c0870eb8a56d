import { describe, expect, it } from 'vitest'
import { labelsOf } from '../../../src/shared/domain/labels'
import type { SegmentValue } from '../../../src/shared/domain/segment-value'
import { actionUnitCode, actionUnitName } from '../../../src/shared/values/action-unit'
import { attributeTask } from '../../../src/shared/values/attribute'
import { checkValue } from '../../../src/shared/values/check-value'
import { compoundOf, mixOf } from '../../../src/shared/values/compound'
import {
  answersOf,
  levelForDigit,
  ratingForDigit,
  toggleAxis,
  toggleLabel,
  toggleTerm,
  withLabel
} from '../../../src/shared/values/edit-value'
import { groupOfTerm, normaliseTerm, offerTerms, synonymsOf } from '../../../src/shared/values/open-terms'
import { giveShare, sumOfShares } from '../../../src/shared/values/shares'
import { strongestLabel } from '../../../src/shared/values/strongest-label'
import { digitAnswer, shiftDigitAnswer } from '../../../src/shared/values/value-keys'
import { valueText } from '../../../src/shared/values/value-text'
import { preset, presetIds, schemeWith, taskOf } from './preset'

const labels = (given: Record<string, number | null>): SegmentValue => ({ kind: 'labels', labels: given })
const problem = (result: { ok: boolean; error?: { message: string } }): string | undefined =>
  result.ok ? undefined : result.error?.message

describe('what an attribute asks for', () => {
  it('is known for every attribute of every shipped scheme', () => {
    expect(presetIds.length).toBeGreaterThanOrEqual(46)
    const kinds = new Set<string>()
    for (const id of presetIds) {
      const row = preset(id)
      const { attributes } = row.document as { attributes: { id: string; type: string }[] }
      for (const attribute of attributes) {
        const task = attributeTask(row, attribute.id)
        expect(task?.type, `${id} ${attribute.id}`).toBe(attribute.type)
        if (task) kinds.add(task.kind)
        if (task?.kind === 'labels' || task?.kind === 'shares') expect(task.labels.length).toBeGreaterThan(0)
        if (task?.kind === 'ratings') expect(task.dimensions.length).toBeGreaterThan(0)
      }
    }
    expect([...kinds].sort()).toEqual(
      [
        'composite',
        'explanation',
        'label',
        'labels',
        'ratings',
        'relation',
        'shares',
        'spans',
        'terms',
        'trace'
      ].sort()
    )
  })
  it('is the product of two axes for gender and emotion: fourteen classes', () => {
    const task = taskOf('ravdess14', 'class')
    expect(task.labels).toHaveLength(14)
    expect(task.axes.map((axis) => axis.labels.length)).toEqual([2, 7])
    expect(labelsOf(preset('ravdess14'), 'class')[0]?.id).toBe(
      task.axes.map((axis) => axis.labels[0]?.id).join('+')
    )
  })
})

describe('the label that stands for a value', () => {
  const wrime = taskOf('wrime8', 'intensity')
  it('is the most intense, and of equal ones the first of the scheme', () => {
    expect(strongestLabel(wrime, labels({ fear: 1, anger: 3, joy: 2 }))).toBe('anger')
    expect(strongestLabel(wrime, labels({ fear: 2, joy: 2 }))).toBe('joy')
  })
  it('is the one given first where no intensity was said', () => {
    expect(strongestLabel(wrime, labels({ trust: null, joy: null }))).toBe('trust')
  })
  it('is none where every label was rated absent', () => {
    expect(strongestLabel(wrime, labels({ joy: 0, fear: 0 }))).toBeUndefined()
  })
  it('is the largest share of a mixture', () => {
    const task = taskOf('emotion-mixture', 'mix')
    const [a, b] = task.labels.map((label) => label.id)
    expect(strongestLabel(task, { kind: 'shares', shares: { [a ?? '']: 0.3, [b ?? '']: 0.7 } })).toBe(b)
  })
  it('is the product of a composite once every axis is chosen', () => {
    const task = taskOf('ravdess14', 'class')
    const [gender, emotion] = task.axes
    const one = toggleAxis(task, undefined, emotion?.id ?? '', emotion?.labels[1]?.id ?? '')
    expect(one && strongestLabel(task, one)).toBeUndefined()
    const both = toggleAxis(task, one, gender?.id ?? '', gender?.labels[0]?.id ?? '')
    expect(both && strongestLabel(task, both)).toBe(task.labels[1]?.id)
  })
})

describe('a value that the scheme does not take is refused with a sentence', () => {
  it('names an unknown label and lists the known ones', () => {
    const answer = checkValue(taskOf('wrime8', 'intensity'), labels({ envy: 1 }))
    expect(problem(answer)).toContain('has no label "envy"')
  })
  it('takes an alias for its label', () => {
    expect(checkValue(taskOf('wrime8', 'intensity'), labels({ happy: 2 }))).toMatchObject({
      ok: true,
      value: { labels: { joy: 2 } }
    })
  })
  it('names a level that the scale does not have', () => {
    expect(problem(checkValue(taskOf('wrime8', 'intensity'), labels({ joy: 4 })))).toContain('no level 4')
  })
  it('does not let neutral stand beside an emotion where the scheme excludes that', () => {
    const task = taskOf('goemotions28', 'emotion')
    expect(problem(checkValue(task, labels({ neutral: null, joy: null })))).toContain('cannot stand together')
    expect(checkValue(task, labels({ neutral: null })).ok).toBe(true)
  })
  it('keeps every kind of constraint of the schema', () => {
    const three = { type: 'multilabel', labels: [{ id: 'x' }, { id: 'y' }, { id: 'z' }] }
    const check = (rule: object, given: Record<string, number | null>): string | undefined => {
      const task = attributeTask(schemeWith(three, [{ attribute: 'a', ...rule }]), 'a')
      return task && problem(checkValue(task, labels(given)))
    }
    expect(check({ type: 'exclusive', labels: ['x', 'y'] }, { x: null, y: null })).toContain(
      'Only one of X, Y'
    )
    expect(check({ type: 'exclusive', labels: ['x', 'y'] }, { x: null, z: null })).toBeUndefined()
    expect(check({ type: 'requires', labels: ['x'], with: ['y'] }, { x: null })).toContain('X needs Y')
    expect(check({ type: 'requires', labels: ['x'], with: ['y'] }, { x: null, y: null })).toBeUndefined()
    expect(check({ type: 'min', value: 2 }, { x: null })).toContain('At least 2')
    expect(check({ type: 'max', value: 1 }, { x: null, y: null })).toContain('At most 1')
    expect(check({ type: 'sum-to', value: 4 }, { x: 1, y: 2 })).toContain('must sum to 4, got 3')
    expect(check({ type: 'all-or-none' }, { x: 1, y: 0 })).toContain('1 are open')
    expect(check({ type: 'all-or-none' }, { x: 1, y: 0, z: 0 })).toBeUndefined()
  })
  it('says what shares sum to', () => {
    const task = taskOf('emotion-mixture', 'mix')
    const [a = '', b = ''] = task.labels.map((label) => label.id)
    expect(problem(checkValue(task, { kind: 'shares', shares: { [a]: 0.7, [b]: 0.2 } }))).toBe(
      `The shares of "Mix" must sum to 1, got 0.9.`
    )
    expect(checkValue(task, { kind: 'shares', shares: { [a]: 0.7, [b]: 0.3 } }).ok).toBe(true)
  })
  it('keeps ratings in their range and on their steps', () => {
    const task = taskOf('vad-sam9', 'vad')
    const rate = (ratings: Record<string, number>) => checkValue(task, { kind: 'ratings', ratings })
    expect(problem(rate({ valence: 10 }))).toBe('"Valence" must be 1 to 9, got 10.')
    expect(problem(rate({ valence: 4.5 }))).toContain('steps of 1')
    expect(problem(rate({ liking: 4 }))).toContain('no dimension "liking"')
    expect(rate({ valence: 7, arousal: 3 }).ok).toBe(true)
  })
  it('says which kind of answer the attribute asks for', () => {
    expect(problem(checkValue(taskOf('ekman6', 'emotion'), labels({ joy: 1 })))).toContain(
      'asks for one label'
    )
  })
  it('counts words by meaning', () => {
    const task = attributeTask(
      schemeWith({
        type: 'open-vocabulary',
        vocabulary: { max: 2, synonymTable: { 'pissed off': 'angry' } }
      }),
      'a'
    )
    if (!task) throw new Error('no task')
    const check = (terms: string[]) => checkValue(task, { kind: 'terms', terms })
    expect(check([' Angry', 'pissed  off', 'sad'])).toMatchObject({
      ok: true,
      value: { terms: ['Angry', 'sad'] }
    })
    expect(problem(check(['a', 'b', 'c']))).toContain('at most 2 words, got 3')
  })
  it('knows the clues of an explanation', () => {
    const task = taskOf('explanation', 'rationale')
    expect(problem(checkValue(task, { kind: 'explanation', text: 'x', clues: ['aura'] }))).toContain('"aura"')
    expect(checkValue(task, { kind: 'explanation', text: ' ', clues: [] })).toEqual({
      ok: true,
      value: undefined
    })
  })
})

describe('a value in words', () => {
  it('names labels with their intensity, strongest first', () => {
    expect(valueText(taskOf('wrime8', 'intensity'), labels({ fear: 1, joy: 3, anger: 0 }))).toBe(
      'Joy 3, Fear 1'
    )
  })
  it('writes ratings by the letter of their dimension', () => {
    expect(
      valueText(taskOf('vad-sam9', 'vad'), { kind: 'ratings', ratings: { arousal: 3, valence: 7 } })
    ).toBe('V 7 A 3')
  })
  it('writes action units as coders do', () => {
    expect(valueText(taskOf('au-intensity', 'au'), labels({ AU06: 3, AU12: 5, AU45: null }))).toBe(
      'AU12E, AU6C, AU45'
    )
    expect(actionUnitCode('AU06', 3)).toBe('AU6C')
    expect(actionUnitName('AU12')).toBe('lip corner puller')
  })
})

describe('editing', () => {
  it('gives every label of goemotions its way past neutral', () => {
    const task = taskOf('goemotions28', 'emotion')
    const neutral = toggleLabel(task, undefined, 'neutral')
    expect(toggleLabel(task, neutral, 'joy')).toEqual(labels({ joy: null }))
    expect(toggleLabel(task, labels({ joy: null }), 'joy')).toBeUndefined()
  })
  it('keeps the others when a label gets an intensity', () => {
    expect(withLabel(taskOf('wrime8', 'intensity'), labels({ joy: null }), 'fear', 2)).toEqual(
      labels({ joy: null, fear: 2 })
    )
  })
  it('lets digits mean levels, steps or nine even points', () => {
    const [valence] = taskOf('vad-sam9', 'vad').dimensions
    expect(valence && ratingForDigit(valence, 7)).toBe(7)
    const [mosei] = taskOf('mosei6', 'sentiment').dimensions
    expect(mosei && answersOf(mosei)).toEqual([-3, -2.25, -1.5, -0.75, 0, 0.75, 1.5, 2.25, 3])
    const [polarity] = taskOf('hebemo8', 'polarity').dimensions
    expect(polarity && ratingForDigit(polarity, 2)).toBe(-0.5)
    expect(polarity && ratingForDigit(polarity, 6)).toBeUndefined()
    expect(levelForDigit(taskOf('wrime8', 'intensity'), 3)).toBe(3)
    expect(levelForDigit(taskOf('wrime8', 'intensity'), 4)).toBeUndefined()
  })
  it('keeps shares at the sum of 1 while one is moved', () => {
    const ids = ['a', 'b', 'c']
    const first = giveShare({}, 'a', 0.7, ids)
    expect(first).toEqual({ a: 0.7, b: 0.15, c: 0.15 })
    const next = giveShare({ a: 0.6, b: 0.4 }, 'a', 0.9, ids)
    expect(next['b']).toBeCloseTo(0.1, 9)
    let shares: Readonly<Record<string, number>> = {}
    for (let step = 0; step < 300; step++) {
      shares = giveShare(shares, ids[step % 3] ?? 'a', ((step * 37) % 101) / 100, ids)
      expect(Math.abs(sumOfShares(shares) - 1)).toBeLessThan(1e-9)
    }
  })
  it('takes a word off when its synonym is given again', () => {
    const task = attributeTask(
      schemeWith({ type: 'open-vocabulary', vocabulary: { synonymTable: { cross: 'angry' } } }),
      'a'
    )
    if (!task) throw new Error('no task')
    const one = toggleTerm(task, undefined, 'Angry')
    expect(toggleTerm(task, one, 'cross')).toBeUndefined()
  })
})

describe('free words', () => {
  const vocabulary = {
    seed: ['happy', 'tense'],
    normalise: ['lower', 'trim'],
    synonymTable: { cheery: 'happy' },
    wheelTable: { mine: { good: ['happy'], bad: ['tense'] } }
  }
  it('are compared in lower case and by synonym, and grouped on the wheel of the scheme', () => {
    expect(normaliseTerm(vocabulary, '  Cheery ')).toBe('happy')
    expect(groupOfTerm(vocabulary, 'Cheery')).toBe('good')
    expect(groupOfTerm(vocabulary, 'furious')).toBeUndefined()
    expect(groupOfTerm({ ...vocabulary, wheelTable: {} }, 'furious')).toBe('anger')
    expect(synonymsOf(vocabulary, 'happy')).toEqual(['cheery'])
  })
  it('are offered by how they begin and how often they were used', () => {
    const used = new Map([
      ['tearful', 5],
      ['tender', 2]
    ])
    const [first, second] = offerTerms(vocabulary, used, 'te')
    expect([first?.term, second?.term]).toEqual(['tearful', 'tender'])
  })
})

describe('compound expressions', () => {
  const task = taskOf('compound7', 'expression')
  it('are found by their parts in any order', () => {
    expect(compoundOf(task, ['surprise', 'fear'])).toBe('Fearfully Surprised')
    expect(compoundOf(task, ['surprise'])).toBeUndefined()
    expect(mixOf(task, 'Sadly Angry')).toEqual(['sadness', 'anger'])
  })
})

describe('keys', () => {
  const run = (
    scheme: string,
    attribute: string,
    ...presses: readonly (number | `+${number}`)[]
  ): SegmentValue | undefined => {
    const task = taskOf(scheme, attribute)
    let value: SegmentValue | undefined
    let focus: { label?: string; part: number } = { part: 0 }
    for (const press of presses) {
      const key =
        typeof press === 'number'
          ? digitAnswer(task, press, focus)
          : shiftDigitAnswer(task, Number(press), { ...focus, value })
      if (!key?.ok) throw new Error(key?.error.message ?? 'nothing meant')
      value = key.value.change(value)
      focus = { label: key.value.label ?? focus.label, part: key.value.nextPart ?? focus.part }
    }
    return value
  }
  it('rate valence, arousal and dominance one after the other', () => {
    expect(run('vad-sam9', 'vad', 7, 3, 5)).toEqual({
      kind: 'ratings',
      ratings: { valence: 7, arousal: 3, dominance: 5 }
    })
    expect(run('vad-sam9', 'vad', 7, 3, 5, '+2', 8)).toMatchObject({ ratings: { arousal: 8, valence: 7 } })
  })
  it('put labels on and off, and Shift grades the one touched last', () => {
    expect(run('wrime8', 'intensity', 1, '+3', 2, '+1')).toEqual(labels({ joy: 3, sadness: 1 }))
    expect(run('wrime8', 'intensity', 1, 2, 1)).toEqual(labels({ sadness: null }))
    expect(() => run('wrime8', 'intensity', 1, '+7')).toThrow('no level 7')
  })
  it('bring a label that some of the selected segments lack to all of them, and then take it off all', () => {
    const task = taskOf('wrime8', 'intensity')
    const press = (values: readonly (SegmentValue | undefined)[]): readonly (SegmentValue | undefined)[] => {
      const key = digitAnswer(task, 1, { part: 0, values })
      if (!key.ok) throw new Error(key.error.message)
      return values.map((value) => key.value.change(value))
    }
    const all = press([labels({ joy: 3 }), labels({ fear: 1 }), undefined])
    expect(all).toEqual([labels({ joy: 3 }), labels({ fear: 1, joy: null }), labels({ joy: null })])
    expect(press(all)).toEqual([undefined, labels({ fear: 1 }), undefined])
  })
  it('move a tenth of the whole to a label of a mixture', () => {
    const task = taskOf('emotion-mixture', 'mix')
    const [a = '', b = ''] = task.labels.map((label) => label.id)
    const value = run('emotion-mixture', 'mix', 1, 2, 2, 2)
    expect(value?.kind === 'shares' && value.shares[a]).toBeCloseTo(0.7, 9)
    expect(value?.kind === 'shares' && value.shares[b]).toBeCloseTo(0.3, 9)
    expect(value && checkValue(task, value).ok).toBe(true)
    const set = run('emotion-mixture', 'mix', 1, 2, '+4')
    expect(set?.kind === 'shares' && set.shares[b]).toBeCloseTo(0.4, 9)
  })
  it('choose gender, then emotion', () => {
    const task = taskOf('ravdess14', 'class')
    const value = run('ravdess14', 'class', 2, 3)
    expect(value && strongestLabel(task, value)).toBe(task.labels[7 + 2]?.id)
  })
  it('name clues', () => {
    expect(run('explanation', 'rationale', 1, 5)).toMatchObject({ clues: ['face', 'voice-pitch'] })
  })
})
