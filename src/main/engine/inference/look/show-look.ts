import { serialize } from 'node:v8'
import {
  LOOK_BYTES,
  type LookAnswer,
  type LookInput,
  type LookOutput,
  type LookStep,
  type ModelLook
} from '../../../../shared/model-look/model-look'
import type { ShownBox, ShownTensor, ShownValue } from '../../../../shared/model-look/shown-value'
import { rowsOf, type Decoded } from '../decode/decoded'
import { answerIn } from '../explain/answer-of'
import type { OpStep } from '../op-step'
import { ops } from '../ops'
import type { Value } from '../ops/value'
import type { Collected, CollectedInput, CollectedOutput, Made } from './collect-look'
import { detailOf, type Detail } from './detail'
import { numbersOf, showTensor } from './show-tensor'
import { showValue } from './show-value'

/** What is known of a look besides its values. */
export interface LookFacts extends Pick<ModelLook, 'name' | 'unit' | 'start' | 'end' | 'provider'> {
  readonly tokenOf: (file: string) => (id: number) => string
  /** Faces that were found in the picture. */
  readonly faces?: {
    readonly picture?: Value | undefined
    readonly boxes: readonly ShownBox[]
    readonly chosen: number
  }
  /** Segment that is meant: of a list of texts only its own is told. */
  readonly row?: (count: number) => number | undefined
}

/** Shares of full detail that are tried until everything fits. */
const SHARES = [1, 0.7, 0.5, 0.35, 0.2, 0.1, 0.04]

/** A look as it is sent to a window: with as much detail as fits into `LOOK_BYTES`. */
export function showLook(collected: Collected, facts: LookFacts): ModelLook {
  const { name, unit, start, end, provider } = facts
  let shown: ModelLook | undefined
  for (const share of SHARES) {
    const detail = detailOf(share)
    shown = {
      name,
      unit,
      start,
      end,
      inputs: collected.inputs.map((input) => showInput(input, facts, detail)),
      outputs: collected.outputs.map((output) => showOutput(output, facts, detail)),
      ...(collected.stopped === undefined ? {} : { stopped: collected.stopped }),
      ...(provider === undefined ? {} : { provider }),
      ...(collected.seconds === undefined ? {} : { seconds: collected.seconds })
    }
    if (serialize(shown).byteLength <= LOOK_BYTES) return shown
  }
  // A model of hundreds of inputs and outputs: those that are too many are left out.
  const [most, rest] = [shown ?? fail(), 12]
  return { ...most, inputs: most.inputs.slice(0, rest), outputs: most.outputs.slice(0, rest) }
}

function fail(): never {
  throw new Error('nothing to show')
}

function showInput(collected: CollectedInput, facts: LookFacts, detail: Detail): LookInput {
  const { compiled, joined, taken, fault } = collected
  const { input } = compiled
  const inBranches = compiled.branches.map(({ from, pipeline }, b) => {
    return { from, steps: branchSteps(pipeline, collected.branches[b], facts, detail) }
  })
  const behind = input.branches ? input.pipeline : []
  const all = [
    ...inBranches.flatMap(({ steps }) => steps),
    ...stepsOf(behind, { made: joined }, facts, detail)
  ]
  const broken = fault === undefined ? undefined : all.find(waits)
  const told = (step: LookStep): LookStep =>
    step === broken && fault !== undefined ? { ...step, fault } : step
  const joinedSteps = all.slice(inBranches.reduce((sum, { steps }) => sum + steps.length, 0)).map(told)
  return {
    name: input.name,
    dtype: input.dtype,
    shape: input.shape,
    branches: inBranches.map(({ from, steps }) => ({ from, steps: steps.map(told) })),
    joined:
      fault !== undefined && !broken ? [...joinedSteps, { op: '', parameters: '', fault }] : joinedSteps,
    ...(taken
      ? {
          taken: showTensor(
            { ...numbersOf(taken), upward: isUpward(all.findLast(({ made }) => made)) },
            detail
          )
        }
      : {})
  }
}

const isUpward = (step: LookStep | undefined): boolean =>
  step?.made?.kind === 'tensor' && step.made.heat?.upward === true

type CollectedBranch = CollectedInput['branches'][number]

/** Steps that are done while the recording is read stand before what it gives; all others behind it. */
function branchSteps(
  pipeline: readonly OpStep[],
  branch: CollectedBranch | undefined,
  facts: LookFacts,
  detail: Detail
): readonly LookStep[] {
  const count = pipeline.findIndex((step) => !isTaskStep(step))
  const read = count < 0 ? pipeline : pipeline.slice(0, count)
  return [
    ...stepsOf(read, branch, facts, detail),
    given(branch?.given ?? 'blank', facts, detail),
    ...stepsOf(pipeline.slice(read.length), branch, facts, detail)
  ]
}

const isTaskStep = ({ op }: OpStep): boolean => ops.has(op) && ops.get(op).kind === 'task'

/** A step that was to make something and did not. */
const waits = ({ made, note, unchanged }: LookStep): boolean => !made && note === undefined && !unchanged

function given(value: Value | 'blank', facts: LookFacts, detail: Detail): LookStep {
  if (value === 'blank') return { op: '', parameters: '', note: 'nothing was recorded here; it is filled up' }
  return { op: '', parameters: '', made: shown(value, facts, detail, undefined) }
}

function stepsOf(
  pipeline: readonly OpStep[],
  own: { readonly given?: Value | 'blank'; readonly made: readonly Made<Value>[] } | undefined,
  facts: LookFacts,
  detail: Detail
): LookStep[] {
  let before = own?.given
  let drawn = before
  return pipeline.map((step) => {
    const base = { op: step.op, parameters: parametersOf(step) }
    if (isTaskStep(step)) return { ...base, ...byTask(step, facts, detail) }
    const made = own?.made.find((one) => one.step === step)?.made
    if (!made) return base
    const unchanged = made === before || saysTheSame(made, before)
    const target =
      before !== undefined && before !== 'blank' && before.kind === 'words' ? before.target : undefined
    drawn = keepsRows(step.op) ? withSeriesOf(made, drawn) : made
    before = made
    return unchanged ? { ...base, unchanged } : { ...base, made: shown(drawn, facts, detail, step, target) }
  })
}

/** Steps that leave the rows of a spectrum where they are, so that its lowest one is still drawn at the bottom. */
const keepsRows = (op: string): boolean =>
  op === 'tensor.unsqueeze' || op === 'tensor.cast' || op === 'tensor.pad'

function withSeriesOf(made: Value, before: Value | 'blank' | undefined): Value {
  if (made.kind !== 'tensor' || made.series || before === undefined || before === 'blank') return made
  return before.kind === 'tensor' && before.series ? { ...made, series: before.series } : made
}

/** The same words, however they are kept. */
function saysTheSame(made: Value, before: Value | 'blank' | undefined): boolean {
  if (before === undefined || before === 'blank') return false
  if (made.kind === 'dialogue' && before.kind === 'dialogue')
    return (
      made.turns.length === before.turns.length &&
      made.turns.every(({ text }, i) => text === before.turns[i]?.text)
    )
  return (
    made.kind === 'words' && before.kind === 'words' && made.text === before.text && made.pair === before.pair
  )
}

/** Steps that are done while a video is read. */
function byTask({ op }: OpStep, { faces }: LookFacts, detail: Detail): Pick<LookStep, 'made' | 'note'> {
  if (op !== 'video.faces' || !faces) return { note: 'done while the recording is read' }
  const { picture, boxes, chosen } = faces
  const made = picture && shownPicture(picture, detail)
  return made
    ? { made: { ...made, boxes, chosen } }
    : {
        note: `${boxes.length === 1 ? 'One face was found.' : `${boxes.length} faces were found; number ${chosen + 1} from the left is looked at.`}`
      }
}

function shownPicture(value: Value, detail: Detail): Extract<ShownValue, { kind: 'picture' }> | undefined {
  const made = showValue(value, { detail, tokenOf: String })
  return made.kind === 'picture' ? made : undefined
}

function shown(
  value: Value,
  facts: LookFacts,
  detail: Detail,
  step: OpStep | undefined,
  target?: readonly [number, number]
): ShownValue {
  const file = step?.['file']
  const tokenOf = typeof file === 'string' ? facts.tokenOf(file) : String
  const how = { detail, tokenOf, ...(target ? { target } : {}) }
  const row = value.kind === 'several' ? facts.row?.(value.values.length) : undefined
  const own = value.kind === 'several' && row !== undefined ? value.values[row] : undefined
  // Of a conversation's rows the turn's own is the one that is meant.
  return value.kind === 'several' && own
    ? { kind: 'several', count: value.values.length, values: [showValue(own, how)] }
    : showValue(value, how)
}

/** Parameters in a line: `hz 16000, quality high`. */
export function parametersOf({ op: _, ...parameters }: OpStep): string {
  const line = Object.entries(parameters)
    .map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ')
  return line.length > 160 ? `${line.slice(0, 159)}…` : line
}

function showOutput(
  { output, raw, made, decoded }: CollectedOutput,
  facts: LookFacts,
  detail: Detail
): LookOutput {
  const answer = decoded && answerOf(decoded, output.task, facts)
  return {
    id: output.id,
    name: output.name ?? output.id,
    task: output.task,
    schemeId: output.target.scheme,
    aux: output.aux ?? false,
    ...(raw ? { raw: showTensor({ type: 'numbers', ...raw }, detail) } : {}),
    steps: (output.decode ?? []).map((step): LookStep => {
      const own = made.find((one) => one.step === step)?.made
      const base = { op: step.op, parameters: parametersOf(step) }
      if (own && step.op === 'identity') return { ...base, unchanged: true }
      return own ? { ...base, made: decodedTensor(own, detail) } : base
    }),
    ...(answer ? { answer } : {})
  }
}

const decodedTensor = ({ data, dims }: Decoded, detail: Detail): ShownTensor =>
  showTensor({ type: 'numbers', data, dims }, { ...detail, columns: Math.min(detail.columns, 120) })

/** Labels told at most. */
const MOST_LABELS = 64

function answerOf(decoded: Decoded, task: string, facts: LookFacts): LookAnswer | undefined {
  if (task === 'embedding' || task === 'detection') return undefined
  const { rows } = rowsOf(decoded.scores ?? decoded)
  const row = rows > 1 ? facts.row?.(rows) : undefined
  const { labels = [], scores = [] } = answerIn(row === undefined ? decoded : rowIn(decoded, row)) ?? {}
  // Numbers without names are told as what the network gives.
  if (!decoded.labels && labels.length > MOST_LABELS) return undefined
  const { text, spans } = decoded
  const chosen = row === undefined ? decoded.chosen : decoded.chosen?.slice(row, row + 1)
  return {
    labels: labels.slice(0, MOST_LABELS),
    scores: scores.slice(0, MOST_LABELS).map((score) => (Number.isFinite(score) ? score : null)),
    rows: Math.max(1, rows),
    ...(row === undefined ? {} : { row }),
    ...(chosen ? { chosen: chosen.slice(0, MOST_LABELS) } : {}),
    ...(text === undefined ? {} : { text: text.slice(0, 2000) }),
    ...(spans
      ? {
          spans: spans
            .slice(0, 100)
            .map(({ fromSeconds, toSeconds, label }) => ({ fromSeconds, toSeconds, label }))
        }
      : {})
  }
}

/** One row of a series by itself. */
function rowIn({ scores: kept, ...decoded }: Decoded, row: number): Decoded {
  const { data, dims } = kept ?? decoded
  const width = dims.at(-1) ?? 1
  return { ...decoded, data: data.slice(row * width, (row + 1) * width), dims: [width] }
}
