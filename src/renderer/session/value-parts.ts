import type { SchemeRow, Segment, Track } from '../../shared/domain/rows'
import { attributeTask } from '../../shared/values/attribute'
import { valueParts, valueText, type ValuePart } from '../../shared/values/value-text'
import { schemeOf } from './project'

const none: readonly ValuePart[] = []
const known = new WeakMap<Segment, { readonly scheme: SchemeRow; readonly parts: readonly ValuePart[] }>()

/** What a segment's value says, ready to draw; empty for segments with one label or none. Made once for each row. */
export function partsOf(segment: Segment, track: Track): readonly ValuePart[] {
  const scheme = segment.value === undefined ? undefined : schemeOf(track.schemeId)
  if (!segment.value || !scheme) return none
  const before = known.get(segment)
  if (before?.scheme === scheme) return before.parts
  const task = attributeTask(scheme, track.attributeId)
  const parts = task ? valueParts(task, segment.value) : none
  known.set(segment, { scheme, parts })
  return parts
}

/** A segment's value in words; empty where its label says it all. */
export function wordsOf(segment: Segment, track: Track | undefined): string {
  const task = track && segment.value && attributeTask(schemeOf(track.schemeId), track.attributeId)
  return task && segment.value ? valueText(task, segment.value) : ''
}
