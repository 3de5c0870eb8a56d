import type { AnnotationDocument, Span } from './document'
import type { InterchangeFormat } from './format'
import { asText } from './json'
import { lossesOf, plain } from './losses'
import { bytesOf, fileSafe, inOrder, linesOf, secondsIn, secondsOf, spanTiersOf, textOf } from './tools'
import { attempt, Unreadable, type Repairs } from './unreadable'

/** Name of the tier whose spans are the scored parts, whatever its case; an author's name may follow. */
const SCORED = 'scored'
const isScored = ({ name }: { readonly name: string }): boolean => /^scored( - .*)?$/is.test(name.trim())

/** UEM: which parts of each file are to be scored. Written from the tier "scored", else the whole recording is. */
export const uem: InterchangeFormat = {
  id: 'uem',
  name: 'UEM',
  extensions: ['uem'],
  probe: ({ extension }) => extension === 'uem',
  read: (source) => attempt(source, (repairs) => readUem(source.bytes, repairs)),
  write: (document, name) => [
    { name: `${fileSafe(name)}.uem`, bytes: bytesOf(document.recordings.map((one) => parts(one)).join('')) }
  ],
  losses: (document) =>
    lossesOf(
      {
        ...document,
        recordings: document.recordings.map((one) => ({
          ...one,
          tiers: one.tiers.filter((tier) => !isScored(tier))
        }))
      },
      { ...plain, id: 'uem', name: 'a UEM file', resolution: 1, spans: false, severalRecordings: true }
    )
}

function readUem(bytes: Uint8Array, repairs: Repairs): AnnotationDocument {
  const files = new Map<string, Span[]>()
  let count = 0
  for (const [i, line] of linesOf(textOf(bytes)).entries()) {
    if (line.trim() === '' || line.startsWith(';')) continue
    const [file = '', channel = '1', onset, offset] = line.trim().split(/\s+/)
    const start = secondsIn(onset)
    const end = secondsIn(offset)
    if (start === undefined || end === undefined || end < start) {
      repairs.add('part', 'lines without a usable start and end', 'They were left out.', `line ${i + 1}`)
      continue
    }
    const span: Span = {
      id: `p${++count}`,
      start,
      end,
      labels: [],
      ...(channel === '1' ? {} : { extra: { channel } })
    }
    const spans = files.get(file)
    if (spans) spans.push(span)
    else files.set(file, [span])
  }
  if (count === 0)
    throw new Unreadable(
      'holds no line of the form "file 1 0.00 60.00".',
      'Check that it is a UEM file.',
      'not-this-format'
    )
  return {
    format: 'uem',
    schemes: [],
    recordings: [...files].map(([name, spans]) => ({
      name,
      media: [],
      links: [],
      tiers: [{ id: SCORED, name: SCORED, kind: 'spans', spans }]
    }))
  }
}

function parts(recording: AnnotationDocument['recordings'][number]): string {
  const tiers = spanTiersOf(recording)
  const scored = tiers.find(isScored)
  const end = Math.max(
    recording.duration ?? 0,
    ...tiers.map(({ spans }) => spans.reduce((last, span) => Math.max(last, span.end), 0))
  )
  const spans: readonly { start: number; end: number; extra?: Span['extra'] }[] = scored
    ? inOrder(scored.spans)
    : [{ start: 0, end }]
  const file = recording.name.replace(/\s/g, '_') || '_'
  return spans
    .map(
      (span) =>
        `${file} ${asText(span.extra?.['channel']) ?? '1'} ${secondsOf(span.start)} ${secondsOf(span.end)}\n`
    )
    .join('')
}
