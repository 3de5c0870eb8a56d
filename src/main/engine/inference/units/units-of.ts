import type { RunOptions } from '../../../../shared/domain/model'
import type { Segment } from '../../../../shared/domain/rows'
import { micros } from '../../../../shared/domain/time'
import type { PredictItem } from '../../protocol'
import type { Manifest } from '../manifest'
import { sentencesOf } from './sentences'
import { tierSegments } from './tier'
import { turnsOf } from './turns'
import type { Unit, UnitSpan } from './unit'
import { windowsOf, type WindowRules } from './windows'

export interface Units {
  readonly units: readonly Unit[]
  /** Units that are shorter than the model takes. */
  readonly tooShort: number
}

/** Key of the unit that is a whole recording. */
export const WHOLE = 'recording'

/** What a model looks at in a recording, in order of time. */
export function unitsOf(manifest: Manifest, item: PredictItem, options: RunOptions = {}): Units {
  const all = rawUnits(manifest, item, options)
  const { minSec = 0 } = manifest.unit
  const units = all.filter((unit) => secondsOf(unit.parent ?? unit) >= minSec - 1e-6)
  return { units: units.flatMap((unit) => cutToLength(unit, manifest)), tooShort: all.length - units.length }
}

function rawUnits(manifest: Manifest, item: PredictItem, options: RunOptions): readonly Unit[] {
  const { unit } = manifest
  const whole: Unit = { key: WHOLE, start: micros(0), end: item.recording.duration }
  switch (unit.type) {
    case 'utterance':
    case 'segment':
    case 'trial':
    case 'pair': {
      if (options.mode === 'windows') return windows([whole], manifest, options)
      if (options.mode === 'whole') return [whole]
      const found = placed(
        item,
        tierSegments(item, unit.tier ?? (unit.type === 'trial' ? 'trials' : undefined))
      )
      return found.length > 0 || item.segments ? found : [whole]
    }
    case 'window': {
      if (options.mode === 'whole' || (unit.tier === undefined && !item.segments))
        return windows([whole], manifest, options)
      const found = placed(item, tierSegments(item, unit.tier))
      return windows(found.length > 0 || item.segments ? found : [whole], manifest, options)
    }
    case 'frame':
    case 'person-frame':
      return windows([whole], manifest, options)
    case 'dialogue':
      return [{ ...whole, key: 'dialogue', turns: turnsOf(item) }]
    case 'document':
      return item.recording.medium === 'document' || item.recording.medium === 'image'
        ? [{ ...whole, turns: turnsOf(item) }]
        : wordsOrWhole(item, whole)
    case 'sentence':
      return wordsOrWhole(item, whole).flatMap(sentencesOf)
    case 'recording':
    case 'song':
    case 'image':
      return [whole]
  }
}

function wordsOrWhole(item: PredictItem, whole: Unit): readonly Unit[] {
  const found = placed(item, tierSegments(item, undefined))
  return found.length > 0 || item.segments ? found : [whole]
}

/** Segments as units, each with its place in the conversation where it is a turn. */
function placed(item: PredictItem, segments: readonly Segment[]): readonly Unit[] {
  const turns = turnsOf(item)
  const places = new Map(turns.map(({ id }, at) => [id, at]))
  const owners = new Map((item.tracks ?? []).map(({ track }) => [track.id, track.personId]))
  return segments.map((segment) => {
    const at = places.get(segment.id)
    const personId = segment.personId ?? owners.get(segment.trackId)
    return {
      key: segment.id,
      start: segment.start,
      end: segment.end,
      segmentId: segment.id,
      trackId: segment.trackId,
      ...(personId === undefined ? {} : { personId }),
      ...(at === undefined ? {} : { turns, at })
    }
  })
}

/** Seconds from one look to the next where a manifest names none. */
const HOP_SECONDS = 1
const WINDOW_SECONDS = 3

function windows(spans: readonly Unit[], { unit }: Manifest, options: RunOptions): readonly Unit[] {
  const frames = unit.type === 'frame' || unit.type === 'person-frame'
  const hopSeconds = frames
    ? options.rateHz === undefined
      ? (unit.hopSec ?? HOP_SECONDS)
      : 1 / options.rateHz
    : (options.hopSeconds ?? unit.hopSec ?? unit.windowSec ?? HOP_SECONDS)
  const rules: WindowRules = {
    windowSeconds: frames ? hopSeconds : (options.windowSeconds ?? unit.windowSec ?? WINDOW_SECONDS),
    hopSeconds,
    anchor: unit.anchor ?? 'start',
    last: unit.last ?? 'keep'
  }
  return spans.flatMap((span) => windowsOf(spanOf(span), rules))
}

const spanOf = ({ key, start, end, segmentId, trackId, personId }: Unit): UnitSpan => ({
  key,
  start,
  end,
  ...(segmentId === undefined ? {} : { segmentId }),
  ...(trackId === undefined ? {} : { trackId }),
  ...(personId === undefined ? {} : { personId })
})

/** Units that are longer than the model takes are cut into equal parts, whose results are put together again. */
function cutToLength(unit: Unit, { unit: { maxSec } }: Manifest): readonly Unit[] {
  const length = unit.end - unit.start
  if (maxSec === undefined || unit.parent || length <= maxSec * 1e6 + 1) return [unit]
  const count = Math.ceil(length / (maxSec * 1e6))
  const edge = (part: number): number => unit.start + (part * length) / count
  return Array.from({ length: count }, (_, part) => ({
    ...unit,
    key: `${unit.key}/${part}`,
    start: micros(edge(part)),
    end: micros(edge(part + 1)),
    parent: spanOf(unit)
  }))
}

const secondsOf = ({ start, end }: UnitSpan): number => (end - start) / 1e6
