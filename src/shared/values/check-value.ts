import { fail, ok } from '../domain/problem'
import type { Result } from '../domain/problem'
import type { SegmentValue } from '../domain/segment-value'
import type { AttributeTask, Dimension } from './attribute'
import { brokenConstraint } from './constraints'
import { tidyTerms } from './open-terms'
import { normalised, SHARE_TOLERANCE, sumOfShares } from './shares'
import { axisKey } from './strongest-label'

/**
 * A value as it is to be stored, or why the attribute does not take it: the kind of value, labels and dimensions that
 * exist, levels and ranges, shares that sum to 1, the number of words, and the scheme's constraints. Aliases become
 * label ids and words lose doubles. Undefined: nothing is left of it (no label, no word, no rating). Regions and
 * stretches of text go with every attribute and are not checked here.
 */
export function checkValue(task: AttributeTask, value: SegmentValue): Result<SegmentValue | undefined> {
  if (value.kind === 'region' || value.kind === 'spans') return ok(value)
  const expected = task.kind === 'composite' ? 'labels' : task.kind
  if (value.kind !== expected) {
    return fail(
      'value.kind',
      `"${task.name}" asks for ${asksFor[task.kind]}, not for ${asksFor[value.kind]}.`,
      'Use a track whose scheme asks for that.'
    )
  }
  switch (value.kind) {
    case 'labels':
      return task.kind === 'composite' ? checkAxes(task, value) : checkLabels(task, value)
    case 'shares':
      return checkShares(task, value)
    case 'ratings':
      return checkRatings(task, value)
    case 'terms':
      return checkTerms(task, value)
    case 'explanation':
      return checkExplanation(task, value)
  }
}

const asksFor: Readonly<Record<AttributeTask['kind'] | SegmentValue['kind'], string>> = {
  label: 'one label',
  labels: 'several labels',
  composite: 'one label of each axis',
  shares: 'shares that sum to 1',
  ratings: 'ratings on a scale',
  terms: 'words',
  explanation: 'an explanation in words',
  spans: 'stretches of text',
  trace: 'a continuous trace',
  relation: 'links between segments',
  region: 'a region of the picture'
}

type Checked = Result<SegmentValue | undefined>
type Of<K extends SegmentValue['kind']> = Extract<SegmentValue, { kind: K }>

function checkLabels(task: AttributeTask, { labels }: Of<'labels'>): Checked {
  const known: Record<string, number | null> = {}
  for (const [given, level] of Object.entries(labels)) {
    const id = labelId(task, given)
    if (!id.ok) return id
    const wrong = level === null ? undefined : wrongLevel(task, id.value, level)
    if (wrong) return wrong
    known[id.value] = level
  }
  if (Object.keys(known).length === 0) return ok(undefined)
  return brokenConstraint(task, known) ?? ok({ kind: 'labels', labels: known })
}

/** Intensity levels of schemes that declare none, as everywhere in the app. */
const [LEAST_INTENSITY, MOST_INTENSITY] = [0, 9]

function wrongLevel(task: AttributeTask, label: string, level: number): Result<never> | undefined {
  if (task.levels.length === 0)
    return level >= LEAST_INTENSITY && level <= MOST_INTENSITY
      ? undefined
      : fail(
          'value.level',
          `The intensity of "${label}" must be ${LEAST_INTENSITY} to ${MOST_INTENSITY}, got ${level}.`
        )
  if (task.levels.some(({ value }) => value === level)) return undefined
  const levels = task.levels.map(({ value, name }) =>
    name === undefined ? `${value}` : `${value} (${name})`
  )
  return fail(
    'value.level',
    `"${task.name}" has no level ${level} for "${label}".`,
    `It has: ${levels.join(', ')}.`
  )
}

function checkAxes(task: AttributeTask, { labels }: Of<'labels'>): Checked {
  const keys = Object.keys(labels)
  for (const axis of task.axes) {
    const chosen = keys.filter((key) => key.startsWith(`${axis.id}:`))
    if (chosen.length > 1) return fail('value.axis', `"${axis.id}" takes one label, got ${chosen.length}.`)
  }
  const all = new Set(task.axes.flatMap((axis) => axis.labels.map((label) => axisKey(axis.id, label.id))))
  const unknown = keys.find((key) => !all.has(key))
  if (unknown !== undefined)
    return fail(
      'label.unknown',
      `"${task.name}" has no label "${unknown}".`,
      `Its axes are ${task.axes.map((axis) => axis.id).join(' and ')}; a label is written as axis:label.`
    )
  return ok(keys.length === 0 ? undefined : { kind: 'labels', labels })
}

function checkShares(task: AttributeTask, { shares }: Of<'shares'>): Checked {
  const known: Record<string, number> = {}
  for (const [given, share] of Object.entries(shares)) {
    const id = labelId(task, given)
    if (!id.ok) return id
    if (share > 0) known[id.value] = (known[id.value] ?? 0) + share
  }
  if (Object.keys(shares).length === 0) return ok(undefined)
  const sum = sumOfShares(known)
  if (Math.abs(sum - 1) > SHARE_TOLERANCE)
    return fail(
      'value.sum',
      `The shares of "${task.name}" must sum to 1, got ${Number(sum.toFixed(6))}.`,
      'Correct the shares, or write them as parts of 1.'
    )
  return ok({ kind: 'shares', shares: normalised(known) })
}

function checkRatings(task: AttributeTask, { ratings }: Of<'ratings'>): Checked {
  for (const [id, rating] of Object.entries(ratings)) {
    const dimension = task.dimensions.find((known) => known.id === id)
    if (!dimension)
      return fail(
        'value.dimension',
        `"${task.name}" has no dimension "${id}".`,
        `It has: ${task.dimensions.map((known) => known.id).join(', ')}.`
      )
    const wrong = wrongRating(dimension, rating)
    if (wrong) return wrong
  }
  return ok(Object.keys(ratings).length === 0 ? undefined : { kind: 'ratings', ratings })
}

/** Why a number is no answer of a dimension; undefined when it is one. */
export function wrongRating(dimension: Dimension, rating: number): Result<never> | undefined {
  const { name, min, max, step, levels } = dimension
  if (levels.length > 0) {
    if (levels.some(({ value }) => value === rating)) return undefined
    return fail(
      'value.level',
      `"${name}" has no level ${rating}.`,
      `It has: ${levels.map(({ value }) => value).join(', ')}.`
    )
  }
  if (!(rating >= min && rating <= max))
    return fail('value.range', `"${name}" must be ${min} to ${max}, got ${rating}.`)
  const steps = step === undefined ? 0 : (rating - min) / step
  if (Math.abs(steps - Math.round(steps)) > 1e-9)
    return fail('value.step', `"${name}" goes in steps of ${step} from ${min}, got ${rating}.`)
  return undefined
}

function checkTerms(task: AttributeTask, { terms }: Of<'terms'>): Checked {
  const tidy = tidyTerms(task.vocabulary, terms)
  const { max } = task.vocabulary
  if (max !== undefined && tidy.length > max)
    return fail('value.terms', `"${task.name}" takes at most ${max} words, got ${tidy.length}.`)
  return ok(tidy.length === 0 ? undefined : { kind: 'terms', terms: [...tidy] })
}

function checkExplanation(task: AttributeTask, { text, clues }: Of<'explanation'>): Checked {
  const unique = [...new Set(clues)]
  const unknown = task.clueTags.length > 0 && unique.find((clue) => !task.clueTags.includes(clue))
  if (unknown !== undefined && unknown !== false)
    return fail(
      'value.clue',
      `"${task.name}" has no clue "${unknown}".`,
      `It has: ${task.clueTags.join(', ')}.`
    )
  const empty = text.trim() === '' && unique.length === 0
  return ok(empty ? undefined : { kind: 'explanation', text, clues: unique })
}

function labelId(task: AttributeTask, given: string): Result<string> {
  const lower = given.toLowerCase()
  const found =
    task.labels.find((label) => label.id === given) ??
    task.labels.find(
      (label) =>
        label.id.toLowerCase() === lower || label.aliases.some((alias) => alias.toLowerCase() === lower)
    )
  if (found) return ok(found.id)
  return fail(
    'label.unknown',
    `"${task.name}" has no label "${given}".`,
    `It has: ${task.labels.map((label) => label.id).join(', ')}.`
  )
}
