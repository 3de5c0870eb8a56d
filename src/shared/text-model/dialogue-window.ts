import { turnWords, type SpokenTurn } from './turn-words'

/** Which turns around one go to the model with it, and how they are written in one text (manifest step `dialogue.window`). */
export interface DialogueWindow {
  /** Most turns before and behind. */
  readonly past: number
  readonly future: number
  /** True: no turn behind is looked at, whatever `future` says. */
  readonly causal: boolean
  readonly include: 'all' | 'same-speaker' | 'other-speakers'
  /** How a turn is written (`turnWords`); the turn itself may be written in another way. */
  readonly format: string
  readonly targetFormat?: string | undefined
  /** Between the turns of one side. */
  readonly join: string
  /** Between a side and the turn itself. */
  readonly separator: string
  /** False: all turns are joined, and no separator is written. */
  readonly wrapTarget: boolean
  readonly fill: 'symmetric-nearest' | 'past-first' | 'left-truncate'
  /** Most tokens of the turns together; Infinity where nothing limits them. */
  readonly maxTokens: number
  /** Two more tokens counted for each turn. */
  readonly countSpecialPerUtterance: boolean
}

export interface WindowText {
  readonly text: string
  /** UTF-16 range of the turn itself. */
  readonly target: readonly [from: number, to: number]
  /** Places of the turns that went in, in order, the turn itself among them. */
  readonly places: readonly number[]
}

/**
 * The text that a model reads for turn `at`, as EmoBERTa does (Kim and Vossen 2021): sides filled by `fill` up to
 * `maxTokens`, joined, the turn between two separators. A separator stands even where its side is empty, if the window
 * has that side at all. `left-truncate` takes all turns; the tokens that are too many go when the text is tokenized.
 */
export function dialogueWindow(
  turns: readonly SpokenTurn[],
  at: number,
  window: DialogueWindow,
  count: (text: string) => number
): WindowText {
  const future = window.causal ? 0 : window.future
  const mayEnter = (place: number): boolean =>
    window.include === 'all' ||
    (turns[place]?.speaker === turns[at]?.speaker) === (window.include === 'same-speaker')
  const before = nearest(at, -1, turns.length, window.past, mayEnter)
  const behind = nearest(at, 1, turns.length, future, mayEnter)
  const written = (place: number): string => turnWords(window.format, turns, place)
  const own = turnWords(window.targetFormat ?? window.format, turns, at)
  const tokens = (text: string): number => count(text) + (window.countSpecialPerUtterance ? 2 : 0)
  const [past, next] = filled(window, tokens(own), before, behind, (place) => tokens(written(place)))
  const left = past.toReversed().map(written).join(window.join)
  const right = next.map(written).join(window.join)
  const glue = window.wrapTarget ? window.separator : window.join
  const always = window.wrapTarget
  const lead = window.past > 0 && (always || past.length > 0) ? left + glue : ''
  const tail = future > 0 && (always || next.length > 0) ? glue + right : ''
  return {
    text: lead + own + tail,
    target: [lead.length, lead.length + own.length],
    places: [...past.toReversed(), at, ...next]
  }
}

/** Places on one side, the nearest first. */
function nearest(
  at: number,
  step: 1 | -1,
  length: number,
  most: number,
  mayEnter: (place: number) => boolean
): number[] {
  const places: number[] = []
  for (let place = at + step; place >= 0 && place < length && places.length < most; place += step)
    if (mayEnter(place)) places.push(place)
  return places
}

function filled(
  { fill, maxTokens }: DialogueWindow,
  own: number,
  before: readonly number[],
  behind: readonly number[],
  tokens: (place: number) => number
): [number[], number[]] {
  if (fill === 'left-truncate' || maxTokens === Infinity) return [[...before], [...behind]]
  const past: number[] = []
  const next: number[] = []
  let sum = own
  /** Whether the turn found room. */
  const add = (place: number | undefined, side: number[]): boolean => {
    if (place === undefined) return true
    const size = tokens(place)
    if (sum + size > maxTokens) return false
    sum += size
    side.push(place)
    return true
  }
  if (fill === 'past-first') {
    for (const place of before) if (!add(place, past)) break
    for (const place of behind) if (!add(place, next)) break
    return [past, next]
  }
  const steps = Math.max(before.length, behind.length)
  for (let k = 0; k < steps; k++) if (!add(before[k], past) || !add(behind[k], next)) break
  return [past, next]
}
