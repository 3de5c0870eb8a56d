import type { MapAxis, ModelMap } from '../../../../shared/explain/model-map'
import type { PictureBox } from '../../../../shared/explain/picture-box'
import type { PredictItem } from '../../protocol'
import type { DeclaredModel } from '../declared/declared-model'
import type { ManifestOutput } from '../manifest'
import type { ModelInput, Tokens, Value } from '../ops/value'
import type { Sayings } from './answer-of'
import { textIn, type LookedAt } from './looked-at'
import { axisRoles, type AxisRole, type InputFacts } from './map-axes'
import { mapWeights } from './map-weights'
import { pieceTimes } from './piece-times'

/** What a model gives out of its own looking at a moment: its outputs of attention and heatmaps. `target`: place of the label that is explained. */
export function modelMaps(
  model: DeclaredModel,
  looked: LookedAt,
  sayings: Sayings,
  item: PredictItem,
  { labels, target }: { readonly labels: number; readonly target: number }
): ModelMap[] {
  const texts = textsOf(model, looked)
  const facts = factsOf(model, looked, texts, labels)
  return model.manifest.outputs.flatMap((output) => {
    const decoded = sayings.outputs.get(output.id)
    if (!decoded || (output.task !== 'attention' && output.task !== 'heatmap')) return []
    const { task } = output
    const roles = axisRoles(decoded.dims, output, facts)
    if (!roles) return []
    const axes = roles.map((role, axis) =>
      axisOf(role, decoded.dims[axis] ?? 0, { texts, looked, item, output, axis })
    )
    const drawn = mapWeights(decoded, roles, axes, task, target)
    if (!drawn) return []
    const box = drawn.to.kind === 'columns' ? placeOf(sayings.inputs, looked) : undefined
    return [{ outputId: output.id, task, ...drawn, ...(box ? { box } : {}) }]
  })
}

/** Where the picture that went into the model lies in the whole one. */
function placeOf(inputs: readonly ModelInput[], { picture }: LookedAt): PictureBox | undefined {
  const own = inputs.find((input) => input.picture)?.picture
  if (!own || !picture) return undefined
  const { placement, widthPx, heightPx } = own
  return {
    x: placement.left / picture.widthPx,
    y: placement.top / picture.heightPx,
    w: (widthPx * placement.scaleX) / picture.widthPx,
    h: (heightPx * placement.scaleY) / picture.heightPx
  }
}

/** What went into a text input, and to how many pieces it was filled up. */
interface TextRead {
  readonly name: string
  readonly shape: readonly (number | string)[]
  readonly tokens: Tokens
  readonly length: number
}

function textsOf({ inputs }: DeclaredModel, { values, factsOf: facts }: LookedAt): TextRead[] {
  return inputs.flatMap((compiled, at) => {
    const { input, branches } = compiled
    const [branch] = branches
    const value = values[at]?.[0]
    if (branches.length !== 1 || !branch || value === undefined || value === 'blank') return []
    const made = branch.run(value, facts(compiled))
    if (made.kind !== 'tokens') return []
    return [{ name: input.name, shape: input.shape, tokens: made, length: made.length ?? made.ids.length }]
  })
}

function factsOf(
  { inputs }: DeclaredModel,
  { values }: LookedAt,
  texts: readonly TextRead[],
  labels: number
): InputFacts {
  const kinds = values.flat().map((value) => (value === 'blank' ? undefined : value.kind))
  const timed: readonly (Value['kind'] | undefined)[] = ['sound', 'channels', 'clip', 'notes']
  return {
    texts,
    labels,
    hasTime: kinds.some((kind) => timed.includes(kind)),
    hasPicture: kinds.some((kind) => kind === 'picture' || kind === 'clip'),
    timeNames: new Set(
      inputs.flatMap(({ input: { name, shape } }, at) =>
        texts.some((text) => text.name === name) || !timed.includes(kindOf(values[at]?.[0]))
          ? []
          : shape.slice(1).filter((size) => typeof size === 'string')
      )
    )
  }
}

const kindOf = (value: Value | 'blank' | undefined): Value['kind'] | undefined =>
  value === undefined || value === 'blank' ? undefined : value.kind

interface Place {
  readonly texts: readonly TextRead[]
  readonly looked: LookedAt
  readonly item: PredictItem
  readonly output: ManifestOutput
  readonly axis: number
}

function axisOf(role: AxisRole, count: number, { texts, looked, item, output, axis }: Place): MapAxis {
  if (role.role === 'pieces') {
    const read = texts.find(({ name }) => name === role.input)
    if (!read) return { kind: 'other', count }
    const { tokens } = read
    // What the text was filled up with stands for nothing.
    const ranges = tokens.offsets.slice(0, count)
    const times = pieceTimes({ text: tokens.text, ranges }, looked.unit, textIn(looked.values), item)
    return { kind: 'pieces', text: tokens.text, ranges, ...times }
  }
  if (role.role === 'time' || role.role === 'rows' || role.role === 'columns')
    return { kind: role.role, count }
  const name = output.shape?.[axis + 1]
  return { kind: 'other', count, ...(typeof name === 'string' ? { name } : {}) }
}
