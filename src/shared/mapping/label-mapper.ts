import { labelsOf } from '../domain/labels'
import { CANNOT_RATE } from '../domain/rows'
import type { SchemeRow } from '../domain/rows'
import { attributeTask } from '../values/attribute'
import { keyOf, sameRef } from './common-targets'
import { mapAnswer, whyUnmapped, type AnswerToMap } from './map-answer'
import { mapSummary, type MapSummary } from './map-summary'
import { mapsFrom, type AttributeRef, type MapRule, type SchemeMap } from './scheme-map'

/** What one mapping did in a comparison. */
export interface MappingStep extends MapSummary {
  readonly from: AttributeRef
  readonly kind: MapRule['kind']
  /** Segments that it was asked for. */
  readonly segments: number
  /** Answers that got no label of the target, by what they were and why; most frequent first. */
  readonly leftOut: readonly { readonly answer: string; readonly why: string; readonly segments: number }[]
}

/** How labels of different schemes came to be compared. */
export interface MappingReport {
  readonly to: AttributeRef
  readonly steps: readonly MappingStep[]
  /** Labels of the target that every side can give, in its order: the classes of the numbers. */
  readonly shared: readonly string[]
  /** Labels of the target that some side can never give. */
  readonly notShared: readonly string[]
}

/** Labels of any track in the words of one attribute. */
export interface LabelMapper {
  /** Whether labels of such a track can be said in the target. */
  reaches(track: AttributeRef): boolean
  /** The target's label; a text that is no label of the target where there is no counterpart; undefined where nothing is said or no table leads from there. */
  label(track: AttributeRef, answer: AnswerToMap): string | undefined
  /** What was done so far. `sides`: the attributes that each side used. */
  report(sides: readonly (readonly AttributeRef[])[]): MappingReport
}

/** Makes labels comparable in the labels of one attribute, and counts what happens on the way. */
export function labelMapper(to: AttributeRef, schemes: readonly SchemeRow[]): LabelMapper {
  const byId = new Map(schemes.map((scheme) => [scheme.id, scheme]))
  const target = byId.get(to.schemeId)
  const targets = labelsOf(target, to.attributeId).map(({ id }) => id)
  const steps = new Map<string, Step | undefined>()
  const stepOf = (from: AttributeRef): Step | undefined => {
    const key = keyOf(from)
    if (!steps.has(key)) steps.set(key, newStep(from, to, byId.get(from.schemeId), schemes))
    return steps.get(key)
  }
  return {
    reaches: (track) => sameRef(track, to) || stepOf(track) !== undefined,
    label(track, answer) {
      if (sameRef(track, to)) return answer.label
      const step = stepOf(track)
      if (!step) return undefined
      return through(step, answer, targets)
    },
    report(sides) {
      for (const ref of sides.flat()) if (!sameRef(ref, to)) stepOf(ref)
      const made = [...steps.values()].flatMap((step) =>
        step ? [stepReport(step, byId.get(step.map.from.schemeId), target)] : []
      )
      const gives = (ref: AttributeRef, label: string): boolean =>
        sameRef(ref, to) || made.some((step) => sameRef(step.from, ref) && step.reached.includes(label))
      const isShared = (label: string): boolean =>
        sides.every((refs) => refs.some((ref) => gives(ref, label)))
      return {
        to,
        steps: made,
        shared: targets.filter(isShared),
        notShared: targets.filter((label) => !isShared(label))
      }
    }
  }
}

interface Step {
  readonly map: SchemeMap
  readonly axes: readonly string[]
  readonly uses: Map<string, number>
  readonly leftOut: Map<string, { answer: string; why: string; segments: number }>
  segments: number
}

function newStep(
  from: AttributeRef,
  to: AttributeRef,
  scheme: SchemeRow | undefined,
  schemes: readonly SchemeRow[]
): Step | undefined {
  const map =
    scheme && mapsFrom(scheme, schemes).find((each) => sameRef(each.from, from) && sameRef(each.to, to))
  const axes = attributeTask(scheme, from.attributeId)?.axes.map(({ id }) => id) ?? []
  return map && { map, axes, uses: new Map(), leftOut: new Map(), segments: 0 }
}

function through(step: Step, answer: AnswerToMap, targets: readonly string[]): string | undefined {
  const mapped = mapAnswer(step.map, answer, targets, step.axes)
  if (!mapped) return undefined
  step.segments++
  if (answer.label !== undefined && answer.label !== CANNOT_RATE)
    step.uses.set(answer.label, (step.uses.get(answer.label) ?? 0) + 1)
  if (mapped.kind === 'label') return mapped.label
  const why = whyUnmapped(mapped) ?? ''
  const said = answer.label ?? (answer.value?.kind === 'ratings' ? 'rating' : 'answer')
  const text = `${said}: ${why}`
  const known = step.leftOut.get(text) ?? { answer: said, why, segments: 0 }
  step.leftOut.set(text, { ...known, segments: known.segments + 1 })
  return text
}

function stepReport(
  { map, uses, leftOut, segments }: Step,
  source: SchemeRow | undefined,
  target: SchemeRow | undefined
): MappingStep {
  return {
    ...mapSummary(map, source, target, Object.fromEntries(uses)),
    from: map.from,
    kind: map.rule.kind,
    segments,
    leftOut: [...leftOut.values()].toSorted((a, b) => b.segments - a.segments)
  }
}
