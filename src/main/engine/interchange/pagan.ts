import { micros } from '../../../shared/domain/time'
import type { AnnotationDocument, DocumentRecording, TraceTier } from './document'
import type { InterchangeFormat } from './format'
import { asArray, asNumber } from './json'
import { lossesOf, oneLoss, plain } from './losses'
import { traceTiersOf } from './traces'
import { bytesOf, fileSafe, given, linesOf, text as textIn, textOf, uniqueNames, valueIn } from './tools'
import { attempt, Unreadable, type Repairs } from './unreadable'

const HEADER = 'OriginalName,DatabaseName,Participant,SessionID,Timestamp,VideoTime,Value'

/** Ratings of PAGAN: a row whenever the value changes; it holds until the next. Nothing is quoted, so columns count from the right. */
export const pagan: InterchangeFormat = {
  id: 'pagan',
  name: 'PAGAN',
  extensions: ['csv'],
  probe: ({ extension, head }) =>
    extension === 'csv' && /^\uFEFF?\s*"?OriginalName"?,.*VideoTime"?,"?Value/i.test(head),
  read: (source) => attempt(source, (repairs) => readPagan(source.bytes, repairs)),
  write: (document, name) =>
    document.recordings.some((recording) => traceTiersOf(recording).length > 0)
      ? [
          {
            name: `${fileSafe(name)}.csv`,
            bytes: bytesOf(`${HEADER}\n${document.recordings.map((one) => rows(document, one)).join('')}`)
          }
        ]
      : [],
  losses
}

function losses(document: AnnotationDocument) {
  const traces = document.recordings.flatMap(traceTiersOf)
  const several = traces.filter(({ dimensions }) => dimensions.length > 1).length
  const fine = traces.filter(({ times }) => times.some((time) => time % 1000 !== 0)).length
  const missing = traces.filter(({ dimensions }) =>
    dimensions.some(({ values }) => values.includes(null))
  ).length
  const sure = traces.filter(({ confidence }) => confidence?.some((one) => one !== null)).length
  const ranged = traces.filter(({ dimensions }) =>
    dimensions.some(({ min, max }) => min !== undefined || max !== undefined)
  ).length
  const of = (count: number): string => `${count} continuous rating${count === 1 ? '' : 's'}`
  return [
    ...lossesOf(document, {
      ...plain,
      id: 'pagan',
      name: 'a PAGAN file',
      resolution: 1000,
      spans: false,
      traces: true,
      annotators: true,
      severalRecordings: true
    }),
    ...(several > 0
      ? [
          oneLoss(
            'dimensions',
            `${of(several)} with several dimensions would be written as one session each dimension, because PAGAN holds one value.`
          )
        ]
      : []),
    ...(fine > 0
      ? [
          oneLoss(
            'times',
            `Times of ${of(fine)} would be moved to the nearest 1 ms, the smallest step of a PAGAN file.`
          )
        ]
      : []),
    ...(missing > 0
      ? [
          oneLoss(
            'missing',
            `Missing values in ${of(missing)} would be left out, so that the value before seems to hold on.`
          )
        ]
      : []),
    ...(sure > 0
      ? [
          oneLoss(
            'trace-confidence',
            `Confidences of ${of(sure)} would be left out: a PAGAN file has no place for them.`
          )
        ]
      : []),
    ...(ranged > 0
      ? [oneLoss('range', `The range of ${of(ranged)} would be left out: values of PAGAN have no bounds.`)]
      : [])
  ]
}

interface Session {
  readonly database: string
  readonly participant: string
  readonly session: string
  readonly samples: { readonly time: number; readonly value: number | null; readonly stamp: number | null }[]
}

function readPagan(bytes: Uint8Array, repairs: Repairs): AnnotationDocument {
  const titles = new Map<string, Map<string, Session>>()
  let count = 0
  for (const [i, line] of linesOf(textOf(bytes)).entries()) {
    if (line.trim() === '' || (i === 0 && /^"?OriginalName/i.test(line.trim()))) continue
    const cells = line.split(',')
    const [database = '', participant = '', session = '', stamp, videoTime, value] = cells.slice(-6)
    const time = valueIn(videoTime)
    if (cells.length < 7 || time === null || Math.abs(time) > 3.2e12) {
      repairs.add(
        'row',
        'rows without seven columns or without a video time',
        'They were left out.',
        `line ${i + 1}`
      )
      continue
    }
    const title = cells.slice(0, -6).join(',')
    const sessions = titles.get(title) ?? new Map<string, Session>()
    titles.set(title, sessions)
    const key = JSON.stringify([database, participant, session])
    const known = sessions.get(key) ?? { database, participant, session, samples: [] }
    sessions.set(key, known)
    known.samples.push({ time: micros(time * 1000), value: valueIn(value), stamp: valueIn(stamp) })
    count++
  }
  if (count === 0)
    throw new Unreadable(
      `holds no row with the columns ${HEADER}.`,
      'Export the log again from PAGAN.',
      'not-this-format'
    )
  return {
    format: 'pagan',
    schemes: [],
    recordings: [...titles].map(([title, sessions]) => {
      const names = uniqueNames()
      return {
        name: title,
        media: [],
        links: [],
        tiers: [...sessions.values()].map((session): TraceTier => {
          // A viewer may jump back in the video: order is by video time, and the clock's time says which came last.
          const samples = [...session.samples].sort((a, b) => a.time - b.time)
          const name = names(session.participant || session.session || 'session')
          return {
            id: name,
            name,
            kind: 'trace',
            ...given('annotator', session.participant || undefined),
            times: samples.map(({ time }) => micros(time)),
            dimensions: [{ name: 'Value', values: samples.map(({ value }) => value) }],
            extra: {
              database: session.database,
              session: session.session,
              stamps: samples.map(({ stamp }) => stamp)
            }
          }
        })
      }
    })
  }
}

function rows(document: AnnotationDocument, recording: DocumentRecording): string {
  const own = document.format === 'pagan'
  const field = (text: string): string => text.replace(/[,\r\n]+/g, ' ')
  const title = recording.name.replace(/[\r\n]+/g, ' ')
  const started = Date.parse(document.createdAt ?? '') || 0
  return traceTiersOf(recording)
    .flatMap((tier) =>
      tier.dimensions.flatMap((dimension, d) => {
        const database = (own ? textIn(tier.extra?.['database']) : undefined) ?? recording.name
        const wanted = (own ? textIn(tier.extra?.['session']) : undefined) ?? tier.name
        const session = d === 0 ? wanted : `${wanted} ${dimension.name}`
        const stamps = own ? asArray(tier.extra?.['stamps']) : []
        return tier.times.flatMap((time, i) => {
          const value = dimension.values[i]
          if (value === null || value === undefined) return []
          const stamp = asNumber(stamps[i]) ?? started + Math.round(time / 1000)
          return [
            `${title},${field(database)},${field(tier.annotator ?? tier.name)},${field(session)},${stamp},${Math.round(time / 1000)},${value}\n`
          ]
        })
      })
    )
    .join('')
}
