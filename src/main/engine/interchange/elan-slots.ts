import { annotationsOf, attribute, child, children } from './elan-nodes'
import { Unreadable, type Repairs } from './unreadable'
import type { XmlNode } from './xml'

/** µs per step of TIME_VALUE. */
export function unitOf(header: XmlNode | undefined): number {
  const unit = header?.attributes['TIME_UNITS'] ?? 'milliseconds'
  if (unit === 'milliseconds') return 1000
  if (unit === 'PAL-frames') return 40_000
  // NTSC runs at 30000/1001 frames a second.
  if (unit === 'NTSC-frames') return 1_001_000 / 30
  throw new Unreadable(
    `counts time in "${unit.slice(0, 40)}", which ELAN does not know.`,
    'Set TIME_UNITS to milliseconds and check the times.'
  )
}

/** µs, and whether the file gives the time. */
export interface Slot {
  readonly time: number
  readonly aligned: boolean
}

/** Time slots; those without a time lie evenly between slots that have one. */
export function readSlots(root: XmlNode, unit: number, repairs: Repairs): ReadonlyMap<string, Slot> {
  const order = child(root, 'TIME_ORDER')
  const nodes = order ? children(order, 'TIME_SLOT') : []
  const times = nodes.map((node) => {
    const value = node.attributes['TIME_VALUE']
    if (value === undefined) return undefined
    const time = Number(value.replace(',', '.'))
    if (value.trim() === '' || !Number.isFinite(time) || time < 0 || time > 3.2e12)
      throw new Unreadable(
        `has the time "${value.slice(0, 40)}" at line ${node.line}, which is no number of milliseconds.`,
        'Correct that TIME_VALUE.'
      )
    if (!Number.isInteger(time))
      repairs.add(
        'time-fraction',
        'times with decimals, which ELAN does not allow',
        'They were read as they are.',
        `line ${node.line}`
      )
    return Math.round(time * unit)
  })
  const known = new Map<string, number>()
  const ids = nodes.map((node, i) => {
    const id = attribute(node, 'TIME_SLOT_ID')
    const time = times[i]
    if (time !== undefined) known.set(id, time)
    return id
  })
  const aligned = new Set(known.keys())
  fillChains(root, known)
  fillByOrder(ids, known)
  const slots = new Map<string, Slot>()
  for (const [i, id] of ids.entries()) {
    if (slots.has(id))
      repairs.add(
        'slot-twice',
        'time slots of the same name',
        'The last one counts.',
        `line ${nodes[i]?.line ?? 0}`
      )
    slots.set(id, { time: known.get(id) ?? 0, aligned: aligned.has(id) })
  }
  return slots
}

/** Tiers below tiers below tiers ...: more levels than anybody annotates. */
const MOST_LEVELS = 20

/**
 * Annotations of a tier that share slots without time lie evenly between the two ends that have one. A tier below may
 * need the times that this gives, hence the repetition.
 */
function fillChains(root: XmlNode, known: Map<string, number>): void {
  const tiers = children(root, 'TIER').map((tier) =>
    annotationsOf(tier).flatMap(({ attributes }) => {
      const [first, second] = [attributes['TIME_SLOT_REF1'], attributes['TIME_SLOT_REF2']]
      return first === undefined || second === undefined ? [] : [[first, second] as const]
    })
  )
  for (let level = 0, changed = true; changed && level < MOST_LEVELS; level++) {
    changed = false
    for (const pairs of tiers) {
      const next = new Map(pairs)
      for (const [first, second] of pairs) {
        const from = known.get(first)
        if (from === undefined || known.has(second)) continue
        const chain = new Set<string>()
        let end: string | undefined = second
        while (end !== undefined && !known.has(end) && !chain.has(end)) {
          chain.add(end)
          end = next.get(end)
        }
        const to = end === undefined ? undefined : known.get(end)
        if (to === undefined) continue
        changed = true
        for (const [i, id] of [...chain].entries())
          known.set(id, between(from, to, (i + 1) / (chain.size + 1)))
      }
    }
  }
}

/** To the whole millisecond, as ELAN has no finer times. */
const between = (from: number, to: number, share: number): number =>
  Math.round((from + (to - from) * share) / 1000) * 1000

/** Slots that no chain reaches lie evenly between their neighbours in the list. */
function fillByOrder(ids: readonly string[], known: Map<string, number>): void {
  let before = -1
  for (let i = 0; i < ids.length; i++) {
    if (known.has(ids[i] ?? '')) {
      before = i
      continue
    }
    let after = i
    while (after < ids.length && !known.has(ids[after] ?? '')) after++
    const left = known.get(ids[before] ?? '') ?? 0
    const right = known.get(ids[after] ?? '') ?? left
    for (let at = i; at < after; at++)
      known.set(ids[at] ?? '', between(left, right, (at - before) / (after - before)))
    before = after
    i = after
  }
}
