import { micros } from '../../../shared/domain/time'
import { traceLosses } from './carma'
import type { AnnotationDocument, DocumentRecording, TraceTier } from './document'
import { csvLine } from './csv-lines'
import type { InterchangeFormat, WrittenFile } from './format'
import { asArray } from './json'
import { lossesOf, oneLoss, plain } from './losses'
import { binEnd, fact, rateOf, readRatingTable } from './rating-table'
import { rangeOf, traceTiersOf } from './traces'
import { bytesOf, fileSafe, freeName, text as textIn, textOf, valueIn } from './tools'
import { attempt, Unreadable, type Repairs } from './unreadable'

const BUTTON = 'Button'

/** Ratings of DARMA's joystick: X to the right, Y up, and whether the button was pressed, under the end of each bin. */
export const darma: InterchangeFormat = {
  id: 'darma',
  name: 'DARMA',
  extensions: ['csv'],
  probe: ({ extension, head }) => extension === 'csv' && /^(?:"?%{3,}"?[,;]){2,3}"?%{3,}"?\s*$/m.test(head),
  read: (source) => attempt(source, (repairs) => readDarma(source.bytes, source.name, repairs)),
  write: writeDarma,
  losses: (document) => {
    const others = document.recordings
      .flatMap(traceTiersOf)
      .filter((tier) => axesOf(tier) === undefined).length
    return [
      ...lossesOf(document, {
        ...plain,
        id: 'darma',
        name: 'a DARMA file',
        resolution: 1,
        spans: false,
        traces: true,
        media: true
      }),
      ...(others > 0
        ? [
            oneLoss(
              'axes',
              `${others} continuous rating${others === 1 ? '' : 's'} would be left out: a DARMA file has two dimensions, no more and no less.`,
              'Write them as CARMA or NOVA beside it.'
            )
          ]
        : []),
      ...traceLosses(document, 'a DARMA file')
    ]
  }
}

const axesOf = (tier: TraceTier) => {
  const axes = tier.dimensions.filter(({ name }) => name !== BUTTON)
  const [x, y] = axes
  return axes.length === 2 && x && y ? { x, y } : undefined
}

function readDarma(bytes: Uint8Array, name: string, repairs: Repairs): AnnotationDocument {
  const table = readRatingTable(textOf(bytes), repairs)
  const width = table.values[0]?.length ?? 0
  if (width < 2)
    throw new Unreadable(
      'has one rating a row; a DARMA file has X, Y and Button.',
      'Files of CARMA have two columns; check which program made it.',
      'not-this-format'
    )
  const base = name.replace(/\.[^.]*$/, '')
  const magnitude = valueIn(fact(table, 'magnitude'))
  const range = magnitude === null ? {} : { min: -magnitude, max: magnitude }
  const media = fact(table, 'multimedia file')
  const column = (at: number) => table.values.map((row) => row[at] ?? null)
  const [x, y] = [table.columns[1]?.trim() || 'X', table.columns[2]?.trim() || 'Y']
  const tier: TraceTier = {
    id: base,
    name: base,
    kind: 'trace',
    rateHz: table.rateHz,
    times: table.times.map(micros),
    dimensions: [
      { name: x, ...range, values: column(0) },
      { name: y === x ? `${y} (2)` : y, ...range, values: column(1) },
      ...(width > 2 ? [{ name: BUTTON, min: 0, max: 1, values: column(2) }] : [])
    ],
    extra: { header: table.header, column: table.columns.join(',') }
  }
  return {
    format: 'darma',
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

function writeDarma(document: AnnotationDocument, name: string): readonly WrittenFile[] {
  const parts = document.recordings.flatMap((recording) =>
    traceTiersOf(recording).flatMap((tier) => (axesOf(tier) ? [{ recording, tier }] : []))
  )
  const taken = new Set<string>()
  return parts.map(({ recording, tier }) => {
    const file = [
      name,
      ...(document.recordings.length > 1 ? [recording.name] : []),
      ...(parts.length > 1 ? [tier.annotator ?? tier.name] : [])
    ]
    return {
      name: freeName(file.map(fileSafe).join('.'), 'csv', taken),
      bytes: bytesOf(table(document, recording, tier))
    }
  })
}

function table(document: AnnotationDocument, recording: DocumentRecording, tier: TraceTier): string {
  const axes = axesOf(tier)
  if (!axes) return ''
  const own = document.format === 'darma'
  const kept = own ? asArray(tier.extra?.['header']).filter((line) => typeof line === 'string') : []
  const column = own ? textIn(tier.extra?.['column']) : undefined
  const button = tier.dimensions.find(({ name }) => name === BUTTON)?.values
  const rateHz = rateOf(tier)
  const header =
    kept.length > 0 ? kept.map((line) => `${line}\n`).join('') : newHeader(document, recording, tier, axes)
  const rows = tier.times.map(
    (time, i) =>
      `${binEnd(time, rateHz)},${axes.x.values[i] ?? ''},${axes.y.values[i] ?? ''},${button ? (button[i] ?? '') : 0}\n`
  )
  const columns = column === undefined ? csvLine(['Second', axes.x.name, axes.y.name, BUTTON]) : `${column}\n`
  return `${header}${columns}%%%%%%,%%%%%%,%%%%%%,%%%%%%\n${rows.join('')}`
}

function newHeader(
  document: AnnotationDocument,
  recording: DocumentRecording,
  tier: TraceTier,
  { x, y }: NonNullable<ReturnType<typeof axesOf>>
): string {
  const magnitude = Math.max(...[...rangeOf(x), ...rangeOf(y)].map(Math.abs))
  const last = (tier.times.at(-1) ?? 0) / 1e6
  const media = recording.media[0]?.path.split(/[\\/]/).at(-1) ?? recording.name
  return [
    csvLine([
      'Time of Rating',
      (document.createdAt ?? '1970-01-01T00:00:00').slice(0, 19).replace('T', ' '),
      '',
      ''
    ]),
    csvLine([
      'Multimedia File',
      media,
      recording.duration === undefined ? Math.ceil(last) : recording.duration / 1e6,
      ''
    ]),
    csvLine(['Magnitude', magnitude, '', ''])
  ].join('')
}
