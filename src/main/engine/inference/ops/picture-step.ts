import type { Step, UnitFacts } from './op'
import type { ModelInput, Picture, Value } from './value'

/** A step for pictures, which does the same with every picture of a clip; `index` is the picture's place in it. */
export function pictureStep(
  id: string,
  step: (picture: Picture, unit: UnitFacts, index: number) => Picture
): Step {
  const all: Step = (value, unit): Value => {
    switch (value.kind) {
      case 'picture':
        return step(value, unit, 0)
      case 'clip':
        return { ...value, pictures: value.pictures.map((picture, index) => step(picture, unit, index)) }
      case 'several':
        return { ...value, values: value.values.map((part) => all(part, unit)) }
      default:
        throw new Error(`${id} takes a picture, got a ${value.kind}`)
    }
  }
  return all
}

/** A step that makes a tensor of all pictures of a value; a single picture is a clip of one. `alone`: it came without a clip around it. */
export function picturesStep(
  id: string,
  step: (pictures: readonly Picture[], alone: boolean) => ModelInput
): Step {
  const all: Step = (value, unit): Value => {
    if (value.kind === 'picture') return step([value], true)
    if (value.kind === 'clip') return step(value.pictures, false)
    if (value.kind === 'several') return { ...value, values: value.values.map((part) => all(part, unit)) }
    throw new Error(`${id} takes a picture, got a ${value.kind}`)
  }
  return all
}
