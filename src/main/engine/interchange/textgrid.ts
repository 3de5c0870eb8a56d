import type { Problem } from '../../../shared/domain/problem'
import { micros, type Micros } from '../../../shared/domain/time'
import { gatherFacts, spreadFacts } from './attribute-tiers'
import type { AnnotationDocument, DocumentRecording, Span, SpanTier } from './document'
import type { InterchangeFormat } from './format'
import { asArray } from './json'
import { allValues, lossesOf } from './losses'
import { place, tokens, type Token } from './textgrid-tokens'
import {
  filePerRecording,
  inOrder,
  schemeOf,
  secondsOf,
  spanTiersOf,
  textOf,
  timeOf,
  uniqueNames,
  withoutOverlap
} from './tools'
import { attempt, Unreadable, type Repairs } from './unreadable'

const wrongKind = 'Check that it is the right file; in Praat, save it with "Save as text file".'

/** Praat TextGrid, long and short text form. Facts beside the label are in tiers named `<tier>@intensity` and so on. */
export const textgrid: InterchangeFormat = {
  id: 'textgrid',
  name: 'Praat TextGrid',
  extensions: ['TextGrid', 'textgrid'],
  probe: ({ extension, head }) =>
    extension === 'textgrid' || /^\s*(File type = )?"ooTextFile[\s\S]{0,80}"TextGrid"/.test(head),
  read: (source) => attempt(source, (repairs) => readTextGrid(source.bytes, source.name, repairs)),
  write: (document, name) =>
    filePerRecording(document, name, 'TextGrid', (recording) => long(gridOf(document, recording))),
  losses
}

/** The same, written in the short form; read by `textgrid`. */
export const textgridShort: InterchangeFormat = {
  ...textgrid,
  id: 'textgrid-short',
  name: 'Praat TextGrid (short)',
  probe: () => false,
  write: (document, name) =>
    filePerRecording(document, name, 'TextGrid', (recording) => short(gridOf(document, recording)))
}

function losses(document: AnnotationDocument): readonly Problem[] {
  const mixed = document.recordings
    .flatMap(spanTiersOf)
    .filter(
      ({ spans }) =>
        spans.some(({ start, end }) => start === end) && spans.some(({ start, end }) => start < end)
    )
  const found = lossesOf(document, {
    id: 'textgrid',
    name: 'a TextGrid',
    resolution: 1,
    spans: true,
    moments: true,
    traces: false,
    landmarks: false,
    overlap: false,
    tierNames: true,
    severalLabels: true,
    labelAndText: true,
    confidence: true,
    intensity: true,
    comments: true,
    persons: false,
    annotators: false,
    schemes: false,
    links: false,
    media: false,
    hierarchy: false,
    severalRecordings: false,
    values: allValues
  })
  if (mixed.length === 0) return found
  return [
    ...found,
    {
      code: 'loss.mixed',
      message: `${mixed.length} track${mixed.length === 1 ? '' : 's'} with both segments and moments would become two tiers each, because a tier of a TextGrid holds one kind.`,
      hint: 'Nothing else of them is lost.',
      severity: 'warning'
    }
  ]
}

function readTextGrid(bytes: Uint8Array, name: string, repairs: Repairs): AnnotationDocument {
  const text = textOf(bytes)
  if (text.startsWith('ooBinaryFile'))
    throw new Unreadable(
      'is a binary Praat file, which is not read.',
      'Open it in Praat and choose "Save as text file".',
      'binary'
    )
  const next = reader(text, repairs)
  const magic = next.text('the file type')
  const kind = next.text('the object class')
  if (!/^ooTextFile/.test(magic) || !/^TextGrid/.test(kind))
    throw new Unreadable(
      `is not a TextGrid: it says "${magic.slice(0, 30)}", "${kind.slice(0, 30)}".`,
      wrongKind,
      'not-this-format'
    )
  const start = next.time('the start of the grid')
  const end = next.time('the end of the grid')
  const names = uniqueNames()
  const tiers: SpanTier[] = []
  if (next.flag() === '<exists>') {
    const count = next.count('the number of tiers')
    for (let i = 0; i < count; i++) tiers.push(readTier(next, names, tiers.length, repairs))
  }
  return {
    format: 'textgrid',
    schemes: [],
    recordings: [
      {
        name: name.replace(/\.[^.]*$/, ''),
        duration: micros(Math.max(end, ...tiers.map((tier) => tier.spans.at(-1)?.end ?? 0))),
        media: [],
        tiers: gatherFacts(tiers, new Set(), [], 'may-have-facts'),
        links: [],
        ...(start === 0 ? {} : { extra: { start } })
      }
    ]
  }
}

type Reader = ReturnType<typeof reader>

function reader(text: string, repairs: Repairs) {
  const stream = tokens(text)
  let ahead: Token | undefined
  const take = (what: string, kind: Token['kind']): Token => {
    const token = ahead ?? stream.next().value ?? undefined
    ahead = undefined
    if (!token)
      throw new Unreadable(
        `ends where ${what} should be; it is cut off.`,
        'Open it in Praat and save it again.'
      )
    if (token.kind !== kind)
      throw new Unreadable(
        `has "${String(token.value).slice(0, 30)}" at ${place(text, token.at)}, where ${what} should be.`,
        'Open it in Praat and save it again.'
      )
    return token
  }
  const number = (what: string): number => {
    const token = take(what, 'number')
    if (token.kind !== 'number') return 0
    if (token.comma)
      repairs.add(
        'decimal-comma',
        'numbers with a decimal comma',
        'They were read as decimals; Praat would cut them off.',
        () => place(text, token.at)
      )
    return token.value
  }
  return {
    text: (what: string): string => String(take(what, 'text').value),
    time(what: string): Micros {
      const value = timeOf(number(what))
      if (value === undefined)
        throw new Unreadable(`gives no possible time for ${what}.`, 'Correct that number of seconds.')
      return value
    },
    /** A count is never believed: reading ends where the file ends. */
    count(what: string): number {
      const value = number(what)
      if (!Number.isInteger(value) || value < 0)
        throw new Unreadable(`gives ${value} as ${what}.`, 'Correct that number.')
      return value
    },
    flag(): string {
      ahead = ahead ?? stream.next().value ?? undefined
      if (ahead?.kind !== 'flag') return ''
      const { value } = ahead
      ahead = undefined
      return value
    }
  }
}

function readTier(
  next: Reader,
  names: (wanted: string) => string,
  index: number,
  repairs: Repairs
): SpanTier {
  const kind = next.text(`the kind of tier ${index + 1}`)
  if (kind !== 'IntervalTier' && kind !== 'TextTier')
    throw new Unreadable(
      `has a tier of kind "${kind.slice(0, 30)}"; Praat knows IntervalTier and TextTier.`,
      wrongKind
    )
  const given = next.text(`the name of tier ${index + 1}`)
  const name = names(given || `tier ${index + 1}`)
  const where = `tier "${name}"`
  next.time(`the start of ${where}`)
  next.time(`the end of ${where}`)
  const count = next.count(`the number of intervals of ${where}`)
  const spans: Span[] = []
  const empty: number[] = []
  let latest = -Infinity
  let wasEmpty = false
  for (let i = 0; i < count; i++) {
    const what = `number ${i + 1} of ${where}`
    const start = next.time(what)
    const end = kind === 'IntervalTier' ? next.time(what) : start
    const text = next.text(what)
    if (end < start) {
      repairs.add('reversed', 'intervals that end before they start', 'They were left out.', what)
      continue
    }
    if (kind === 'IntervalTier' && end === start)
      repairs.add(
        'no-length',
        'intervals without length, for which Praat drops the next one',
        'They were read as moments.',
        what
      )
    if (start < latest)
      repairs.add(
        'overlap',
        'intervals that overlap or are not in order',
        'They were read as they are.',
        what
      )
    latest = Math.max(latest, end)
    if (text === '' && kind === 'IntervalTier') {
      // Two gaps in a row have a boundary between them that somebody may have set.
      if (wasEmpty && start === empty.at(-1)) empty.push(end)
      else empty.push(start, end)
      wasEmpty = true
      continue
    }
    wasEmpty = false
    spans.push({ id: `t${index + 1}-${i + 1}`, start, end, labels: [], text })
  }
  const bounds = [...new Set(empty)]
  return {
    id: name,
    name,
    kind: 'spans',
    spans,
    extra: {
      class: kind,
      ...(bounds.length > 0 ? { empty: bounds } : {}),
      ...(given === name ? {} : { name: given })
    }
  }
}

interface Grid {
  readonly start: number
  readonly end: number
  readonly tiers: readonly {
    readonly points: boolean
    readonly name: string
    readonly items: readonly { readonly start: number; readonly end: number; readonly text: string }[]
  }[]
}

/** Tiers as Praat wants them: intervals adjoin and have length, moments are in tiers of points, nothing overlaps. */
function gridOf(document: AnnotationDocument, recording: DocumentRecording): Grid {
  const own = document.format === 'textgrid'
  const name = uniqueNames()
  const given = spanTiersOf(recording)
  const times = given.flatMap(({ spans }) => spans)
  const start = Math.min(own ? Number(recording.extra?.['start'] ?? 0) : 0, earliest(times))
  const end = Math.max(
    recording.duration ?? 0,
    times.reduce((latest, span) => Math.max(latest, span.end), 0),
    start + 1
  )
  const tiers = given.flatMap((tier): Grid['tiers'][number][] => {
    const kept = own && typeof tier.extra?.['name'] === 'string' ? tier.extra['name'] : undefined
    const rows = withoutOverlap(tier.spans.filter((span) => span.end > span.start))
    // Points of one tier must have different times; more at the same time go to tiers of their own.
    const moments = apart(inOrder(tier.spans.filter((span) => span.end === span.start)))
    const noRows = rows.length === 0 && moments.length === 0
    const emptyPoints = noRows && tier.extra?.['class'] === 'TextTier'
    const make = (
      points: boolean,
      spans: readonly Span[],
      wanted: string,
      first: boolean
    ): Grid['tiers'][number][] => {
      const free = name(wanted)
      const boundaries = first && own ? asArray(tier.extra?.['empty']).map(Number) : []
      return spreadFacts({ ...tier, name: free, spans }, schemeOf(document, tier), name).map((one, i) => ({
        points,
        name: i === 0 && first && kept !== undefined ? kept : one.name,
        items: points
          ? one.spans.map((span) => ({ start: span.start, end: span.end, text: span.text ?? '' }))
          : fill(one.spans, start, end, i === 0 ? boundaries : [])
      }))
    }
    return [
      ...(noRows && !emptyPoints ? [[]] : rows).flatMap((row, i) => make(false, row, tier.name, i === 0)),
      ...(emptyPoints ? [[]] : moments).flatMap((row, i) =>
        make(true, row, rows.length > 0 ? `${tier.name} (moments)` : tier.name, rows.length === 0 && i === 0)
      )
    ]
  })
  return { start, end, tiers }
}

const earliest = (spans: readonly Span[]): number =>
  spans.reduce((first, span) => Math.min(first, span.start), 0)

function apart(points: readonly Span[]): Span[][] {
  const rows: Span[][] = []
  for (const point of points) {
    const row = rows.find((candidate) => (candidate.at(-1)?.start ?? -Infinity) < point.start)
    if (row) row.push(point)
    else rows.push([point])
  }
  return rows
}

/** Intervals with "" in the gaps, which are parted at the boundaries the file had. */
function fill(spans: readonly Span[], start: number, end: number, boundaries: readonly number[]) {
  const items: { start: number; end: number; text: string }[] = []
  const sorted = [...boundaries].sort((a, b) => a - b)
  let b = 0
  const gap = (from: number, to: number): void => {
    let at = from
    while (b < sorted.length && (sorted[b] ?? 0) <= at) b++
    for (; b < sorted.length && (sorted[b] ?? 0) < to; b++) {
      items.push({ start: at, end: sorted[b] ?? 0, text: '' })
      at = sorted[b] ?? 0
    }
    if (to > at) items.push({ start: at, end: to, text: '' })
  }
  let at = start
  for (const span of spans) {
    gap(at, span.start)
    items.push({ start: span.start, end: span.end, text: span.text ?? '' })
    at = span.end
  }
  gap(at, end)
  return items
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`

function long({ start, end, tiers }: Grid): string {
  const lines = [
    'File type = "ooTextFile"',
    'Object class = "TextGrid"',
    '',
    `xmin = ${secondsOf(start)} `,
    `xmax = ${secondsOf(end)} `,
    'tiers? <exists> ',
    `size = ${tiers.length} `,
    'item []: '
  ]
  for (const [t, tier] of tiers.entries()) {
    lines.push(
      `    item [${t + 1}]:`,
      `        class = "${tier.points ? 'TextTier' : 'IntervalTier'}" `,
      `        name = ${quoted(tier.name)} `,
      `        xmin = ${secondsOf(start)} `,
      `        xmax = ${secondsOf(end)} `,
      `        ${tier.points ? 'points' : 'intervals'}: size = ${tier.items.length} `
    )
    for (const [i, item] of tier.items.entries()) {
      if (tier.points)
        lines.push(
          `        points [${i + 1}]:`,
          `            number = ${secondsOf(item.start)} `,
          `            mark = ${quoted(item.text)} `
        )
      else
        lines.push(
          `        intervals [${i + 1}]:`,
          `            xmin = ${secondsOf(item.start)} `,
          `            xmax = ${secondsOf(item.end)} `,
          `            text = ${quoted(item.text)} `
        )
    }
  }
  return `${lines.join('\n')}\n`
}

function short({ start, end, tiers }: Grid): string {
  const lines = [
    'File type = "ooTextFile"',
    'Object class = "TextGrid"',
    '',
    secondsOf(start),
    secondsOf(end),
    '<exists>',
    String(tiers.length)
  ]
  for (const tier of tiers) {
    lines.push(
      tier.points ? '"TextTier"' : '"IntervalTier"',
      quoted(tier.name),
      secondsOf(start),
      secondsOf(end),
      String(tier.items.length)
    )
    for (const item of tier.items)
      lines.push(secondsOf(item.start), ...(tier.points ? [] : [secondsOf(item.end)]), quoted(item.text))
  }
  return `${lines.join('\n')}\n`
}
