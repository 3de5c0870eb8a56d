import { micros } from '../../../shared/domain/time'
import type { AnnotationDocument, DocumentRecording, TraceDimension, TraceTier } from './document'
import { csvLine } from './csv-lines'
import type { InterchangeFormat, WrittenFile } from './format'
import { asArray } from './json'
import { lossesOf, oneLoss, plain } from './losses'
import { binEnd, fact, rateOf, readRatingTable } from './rating-table'
import { rangeOf, traceTiersOf } from './traces'
import { bytesOf, fileSafe, freeName, given, text as textIn, textOf, valueIn } from './tools'
import { attempt, Unreadable, type Repairs } from './unreadable'

/** Ratings of CARMA: one dimension, the mean of each bin under the bin's end. Who rated is in the file's name only. */
export const carma: InterchangeFormat = {
  id: 'carma',
  name: 'CARMA',
  extensions: ['csv'],
  probe: ({ extension, head }) => extension === 'csv' && /^"?%{3,}"?[,;]"?%{3,}"?\s*$/m.test(head),
  read: (source) => attempt(source, (repairs) => readCarma(source.bytes, source.name, repairs)),
  write: writeCarma,
  losses: (document) => [
    ...lossesOf(document, {
      ...plain,
      id: 'carma',
      name: 'a CARMA file',
      resolution: 1,
      spans: false,
      traces: true,
      media: true
    }),
    ...traceLosses(document, 'a CARMA file')
  ]
}

/** What a table of bins does not hold of traces. */
export function traceLosses(document: AnnotationDocument, name: string) {
  const traces = document.recordings.flatMap(traceTiersOf)
  const sure = traces.filter(({ confidence }) => confidence?.some((one) => one !== null)).length
  const uneven = traces.filter(({ rateHz }) => rateHz === undefined).length
  return [
    ...(sure > 0
      ? [
          oneLoss(
            'trace-confidence',
            `Confidences of ${sure} continuous rating${sure === 1 ? '' : 's'} would be left out: ${name} has no place for them.`
          )
        ]
      : []),
    ...(uneven > 0
      ? [
          oneLoss(
            'uneven',
            `${uneven} continuous rating${uneven === 1 ? '' : 's'} without a fixed rate would look evenly sampled in ${name}.`
          )
        ]
      : [])
  ]
}

function readCarma(bytes: Uint8Array, name: string, repairs: Repairs): AnnotationDocument {
  const table = readRatingTable(textOf(bytes), repairs)
  if (table.values[0]?.length !== 1)
    throw new Unreadable(
      'has more than one rating a row; a CARMA file has one.',
      'Files of DARMA have four columns; check which program made it.',
      'not-this-format'
    )
  const base = name.replace(/\.[^.]*$/, '')
  const number = (key: string): number | undefined => valueIn(fact(table, key)) ?? undefined
  const media = fact(table, 'multimedia file')
  const tier: TraceTier = {
    id: base,
    name: base,
    kind: 'trace',
    rateHz: table.rateHz,
    times: table.times.map(micros),
    dimensions: [
      {
        name: table.columns[1]?.trim() || 'Rating',
        ...given('min', number('minimum value')),
        ...given('max', number('maximum value')),
        values: table.values.map(([value]) => value ?? null)
      }
    ],
    extra: {
      header: table.header,
      lower: fact(table, 'lower label') ?? '',
      upper: fact(table, 'upper label') ?? '',
      column: table.columns.join(',')
    }
  }
  return {
    format: 'carma',
    schemes: [],
    recordings: [
      {
        name: media?.replace(/\.[^.]*$/, '') || base,
        media: media ? [{ path: media }] : [],
        links: [],
        tiers: [tier]
      }
    ]
  }
}

function writeCarma(document: AnnotationDocument, name: string): readonly WrittenFile[] {
  const parts = document.recordings.flatMap((recording) =>
    traceTiersOf(recording).flatMap((tier) =>
      tier.dimensions.map((dimension) => ({ recording, tier, dimension }))
    )
  )
  const taken = new Set<string>()
  return parts.map(({ recording, tier, dimension }) => {
    const file = [
      name,
      ...(document.recordings.length > 1 ? [recording.name] : []),
      ...(parts.length > 1
        ? [tier.annotator ?? tier.name, ...(tier.dimensions.length > 1 ? [dimension.name] : [])]
        : [])
    ]
    return {
      name: freeName(file.map(fileSafe).join('.'), 'csv', taken),
      bytes: bytesOf(table(document, recording, tier, dimension))
    }
  })
}

function table(
  document: AnnotationDocument,
  recording: DocumentRecording,
  tier: TraceTier,
  dimension: TraceDimension
): string {
  const kept =
    document.format === 'carma'
      ? asArray(tier.extra?.['header']).filter((line) => typeof line === 'string')
      : []
  const rateHz = rateOf(tier)
  const column = document.format === 'carma' ? textIn(tier.extra?.['column']) : undefined
  const header =
    kept.length > 0 ? kept.map((line) => `${line}\n`).join('') : newHeader(document, recording, dimension)
  const rows = tier.times.map((time, i) => `${binEnd(time, rateHz)},${dimension.values[i] ?? 'NaN'}\n`)
  return `${header}${column === undefined ? 'Second,Rating\n' : `${column}\n`}%%%%%%,%%%%%%\n${rows.join('')}`
}

function newHeader(
  document: AnnotationDocument,
  recording: DocumentRecording,
  dimension: TraceDimension
): string {
  const [min, max] = rangeOf(dimension)
  const stamp = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)/.exec(document.createdAt ?? '1970-01-01T00:00:00')
  return [
    csvLine([
      'media_open',
      `${stamp?.[1] ?? '1970'}/${stamp?.[2] ?? '01'}/${stamp?.[3] ?? '01'} ${stamp?.[4] ?? '00:00:00'}:000`
    ]),
    csvLine(['Multimedia File', recording.media[0]?.path.split(/[\\/]/).at(-1) ?? recording.name]),
    csvLine(['Lower Label', `low ${dimension.name}`]),
    csvLine(['Upper Label', `high ${dimension.name}`]),
    csvLine(['Minimum Value', min]),
    csvLine(['Maximum Value', max]),
    csvLine(['Number of Steps', 9])
  ].join('')
}
