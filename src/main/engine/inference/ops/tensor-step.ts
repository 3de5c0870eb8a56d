import { channelsTensor, tensorOf } from './channel-values'
import type { Step } from './op'
import { tokenInput } from './token-input'
import type { ModelInput, Value } from './value'

/** A step for tensors. Channels and sound become tensors by themselves; of several each is taken on its own. */
export function tensorStep(id: string, step: (tensor: ModelInput) => ModelInput): Step {
  const all: Step = (value, unit) =>
    value.kind === 'several'
      ? { ...value, values: value.values.map((part) => all(part, unit)) }
      : step(asTensor(id, value))
  return all
}

/** What has an obvious form as a tensor, in it. Throws for the rest. */
export function asTensor(id: string, value: Value): ModelInput {
  switch (value.kind) {
    case 'tensor':
      return value
    case 'channels':
      return channelsTensor(value)
    case 'sound':
      return tensorOf(value.samples, [value.samples.length])
    case 'tokens':
      return tokenInput(value)
    default:
      throw new Error(`${id} takes a tensor, got a ${value.kind}`)
  }
}

/** Place of an axis that may be counted from the end (-1: the last). */
export function axisOf(id: string, axis: number, rank: number): number {
  const place = axis < 0 ? axis + rank : axis
  if (place < 0 || place >= rank) throw new Error(`${id}: there is no axis ${axis} among ${rank}`)
  return place
}
