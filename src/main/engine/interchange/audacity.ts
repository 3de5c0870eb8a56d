import { micros } from '../../../shared/domain/time'
import type { AnnotationDocument, Span } from './document'
import type { InterchangeFormat, WrittenFile } from './format'
import { asArray, asNumber } from './json'
import { lossesOf, oneLoss, plain } from './losses'
import {
  bytesOf,
  fileSafe,
  freeName,
  inOrder,
  linesOf,
  oneText,
  schemeOf,
  secondsIn,
  spanTiersOf,
  textOf
} from './tools'
import { attempt, Unreadable, type Repairs } from './unreadable'

const NUMBER = '-?\\d+(?:[.,]\\d+)?'
const FIRST_LINE = new RegExp(
  `^\\uFEFF?${NUMBER}\\t(?:${NUMBER}(?:\\t|[\\r\\n]|$)|[^\\t\\r\\n]*(?:[\\r\\n]|$))`
)

/** Label files of Audacity, one for each track, with the frequencies of spectral selections. */
export const audacity: InterchangeFormat = {
  id: 'audacity',
  name: 'Audacity labels',
  extensions: ['txt'],
  probe: ({ extension, head }) => extension === 'txt' && FIRST_LINE.test(head),
  read: (source) => attempt(source, (repairs) => readLabels(source.bytes, source.name, repairs)),
  write: writeLabels,
  losses: (document) => {
    const broken = document.recordings
      .flatMap(spanTiersOf)
      .flatMap(({ spans }) => spans)
      .filter(({ text = '', labels }) => /[\t\r\n]/.test(labels.length > 0 ? labels.join() : text)).length
    const found = lossesOf(document, {
      ...plain,
      id: 'audacity',
      name: 'a label file of Audacity',
      resolution: 1,
      moments: true
    })
    if (broken === 0) return found
    return [
      ...found,
      oneLoss(
        'line-breaks',
        `${broken} text${broken === 1 ? '' : 's'} would lose tabs and line breaks, because a label of Audacity is one line.`
      )
    ]
  }
}

function readLabels(bytes: Uint8Array, name: string, repairs: Repairs): AnnotationDocument {
  const spans: Span[] = []
  for (const [i, line] of linesOf(textOf(bytes)).entries()) {
    if (line.trim() === '') continue
    const cells = line.split('\t')
    if (line.startsWith('\\')) {
      const last = spans.pop()
      const frequency = cells.slice(1, 3).map((cell) => Number(cell.replace(',', '.')))
      if (last && frequency.length === 2 && frequency.every(Number.isFinite))
        spans.push({ ...last, extra: { frequency } })
      else if (last) spans.push(last)
      continue
    }
    const start = secondsIn(cells[0])
    if (start === undefined) {
      repairs.add(
        'no-time',
        'lines that do not begin with a number of seconds and a tab',
        'They were left out.',
        `line ${i + 1}`
      )
      continue
    }
    const second = secondsIn(cells[1])
    const text = cells.slice(second === undefined ? 1 : 2).join('\t')
    if (second !== undefined && second < start)
      repairs.add(
        'reversed',
        'labels that end before they start',
        'Start and end were swapped.',
        `line ${i + 1}`
      )
    const end = second ?? start
    spans.push({
      id: `l${i + 1}`,
      start: micros(Math.min(start, end)),
      end: micros(Math.max(start, end)),
      labels: [],
      text
    })
  }
  if (spans.length === 0)
    throw new Unreadable(
      'holds no line of the form "1.5<tab>2.25<tab>label".',
      'In Audacity, choose Export Labels and import the file it writes.',
      'not-this-format'
    )
  const tier = name.replace(/\.[^.]*$/, '')
  return {
    format: 'audacity',
    schemes: [],
    recordings: [
      { name: tier, media: [], links: [], tiers: [{ id: tier, name: tier, kind: 'spans', spans }] }
    ]
  }
}

function writeLabels(document: AnnotationDocument, name: string): readonly WrittenFile[] {
  const taken = new Set<string>()
  const tiers = document.recordings.flatMap((recording) =>
    spanTiersOf(recording).map((tier) => ({ recording, tier }))
  )
  return tiers.map(({ recording, tier }) => {
    const parts = [
      name,
      ...(document.recordings.length > 1 ? [recording.name] : []),
      ...(tiers.length > 1 ? [tier.name] : [])
    ]
    const lines = inOrder(tier.spans).map((span) => {
      const text = oneText(span, schemeOf(document, tier)).replace(/[\t\r\n]+/g, ' ')
      const [low, high] =
        document.format === 'audacity' ? asArray(span.extra?.['frequency']).map(asNumber) : []
      const spectral =
        low === undefined || high === undefined ? '' : `\\\t${low.toFixed(6)}\t${high.toFixed(6)}\n`
      return `${sixDigits(span.start)}\t${sixDigits(span.end)}\t${text}\n${spectral}`
    })
    return { name: freeName(parts.map(fileSafe).join('.'), 'txt', taken), bytes: bytesOf(lines.join('')) }
  })
}

/** µs as seconds with the six decimals that Audacity writes. */
const sixDigits = (time: number): string => {
  const whole = Math.abs(time)
  return `${time < 0 ? '-' : ''}${Math.floor(whole / 1e6)}.${String(whole % 1e6).padStart(6, '0')}`
}
