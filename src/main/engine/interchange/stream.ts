import { micros, type Micros } from '../../../shared/domain/time'
import type { AnnotationDocument, JsonObject, TraceTier } from './document'
import type { InterchangeFormat, Source, WrittenFile } from './format'
import { asObject } from './json'
import { lossesOf, plain } from './losses'
import { child, ssiFile } from './ssi-header'
import { gridOf, traceTiersOf } from './traces'
import { bytesOf, fileSafe, freeName, linesOf, secondsOf, text, textOf, timeOf, valueIn } from './tools'
import { attempt, Unreadable, type Repairs } from './unreadable'
import { jsonToNode, nodeToJson, writeXml, type XmlNode, type XmlOut } from './xml'

interface SampleType {
  readonly bytes: number
  get(view: DataView, at: number): number
  set(view: DataView, at: number, value: number): void
  readonly whole: boolean
}

const int = (bytes: number, get: SampleType['get'], set: SampleType['set']): SampleType => ({
  bytes,
  get,
  set,
  whole: true
})
const double: SampleType = {
  bytes: 8,
  whole: false,
  get: (view, at) => view.getFloat64(at, true),
  set: (view, at, value) => view.setFloat64(at, value, true)
}

/** Sample types of SSI, little-endian. LONG is 64 bits as in SSI's Python tools; LDOUBLE is written as a double there. */
const types: Readonly<Record<string, SampleType>> = {
  BOOL: int(
    1,
    (view, at) => view.getUint8(at),
    (view, at, value) => view.setUint8(at, value)
  ),
  CHAR: int(
    1,
    (view, at) => view.getInt8(at),
    (view, at, value) => view.setInt8(at, value)
  ),
  UCHAR: int(
    1,
    (view, at) => view.getUint8(at),
    (view, at, value) => view.setUint8(at, value)
  ),
  SHORT: int(
    2,
    (view, at) => view.getInt16(at, true),
    (view, at, value) => view.setInt16(at, value, true)
  ),
  USHORT: int(
    2,
    (view, at) => view.getUint16(at, true),
    (view, at, value) => view.setUint16(at, value, true)
  ),
  INT: int(
    4,
    (view, at) => view.getInt32(at, true),
    (view, at, value) => view.setInt32(at, value, true)
  ),
  UINT: int(
    4,
    (view, at) => view.getUint32(at, true),
    (view, at, value) => view.setUint32(at, value, true)
  ),
  LONG: int(
    8,
    (view, at) => Number(view.getBigInt64(at, true)),
    (view, at, value) => view.setBigInt64(at, BigInt(value), true)
  ),
  ULONG: int(
    8,
    (view, at) => Number(view.getBigUint64(at, true)),
    (view, at, value) => view.setBigUint64(at, BigInt(Math.max(0, value)), true)
  ),
  FLOAT: {
    bytes: 4,
    whole: false,
    get: (view, at) => view.getFloat32(at, true),
    set: (view, at, value) => view.setFloat32(at, value, true)
  },
  DOUBLE: double,
  LDOUBLE: double
}

/** Wider streams than the widest feature sets in use (6,373 dimensions) are refused. */
const WIDEST = 65_536

/** Signal streams of SSI: `<name>.stream` with samples in `<name>.stream~`, ASCII or binary, one or more chunks. */
export const stream: InterchangeFormat = {
  id: 'stream',
  name: 'SSI stream',
  extensions: ['stream'],
  probe: ({ extension, head }) => extension === 'stream' || /<stream\s+ssi-v=/.test(head),
  read: (source) => attempt(source, (repairs) => readStream(source, repairs)),
  write: writeStream,
  losses: (document) =>
    lossesOf(document, {
      ...plain,
      id: 'stream',
      name: 'an SSI stream',
      resolution: 1,
      spans: false,
      traces: true
    })
}

function readStream(source: Source, repairs: Repairs): AnnotationDocument {
  const { header, data } = ssiFile(source, 'stream', repairs)
  const info = child(header, 'info')?.attributes ?? {}
  const number = (key: string): number => {
    const value = Number(info[key])
    if (!(value > 0))
      throw new Unreadable(
        `gives "${info[key] ?? ''}" as ${key} of its samples.`,
        `Correct ${key} in the header.`
      )
    return value
  }
  const rateHz = number('sr')
  const dimensions = number('dim')
  if (!Number.isInteger(dimensions) || dimensions > WIDEST)
    throw new Unreadable(`gives ${dimensions} as dim of its samples.`, 'Correct dim in the header.')
  const binary = info['ftype']?.toUpperCase() === 'BINARY'
  const typeName = info['type']?.toUpperCase() ?? 'FLOAT'
  const type = types[typeName]
  if (!type)
    throw new Unreadable(
      `has samples of type "${typeName.slice(0, 30)}"; known are ${Object.keys(types).join(', ')}.`,
      'Correct the type in the header.'
    )
  const values = binary ? binaryValues(data, type, repairs) : asciiValues(data, info['delim'])
  const samples = Math.floor(values.length / dimensions)
  const times = timesOf(header, samples, rateHz, repairs)
  const columns = Array.from({ length: dimensions }, (_, d) => ({
    name: `dim ${d + 1}`,
    values: Array.from(times, (_, i) => values[i * dimensions + d] ?? null)
  }))
  const name = source.name.replace(/\.stream$/i, '')
  const tier: TraceTier = {
    id: name,
    name,
    kind: 'trace',
    rateHz,
    times,
    dimensions: columns,
    extra: {
      root: { ...header.attributes },
      info: { ...info },
      others: header.children.filter((one) => one.name !== 'info' && one.name !== 'chunk').map(nodeToJson)
    }
  }
  return { format: 'stream', schemes: [], recordings: [{ name, media: [], links: [], tiers: [tier] }] }
}

function binaryValues(data: Uint8Array, type: SampleType, repairs: Repairs): (number | null)[] {
  const count = Math.floor(data.length / type.bytes)
  if (data.length % type.bytes !== 0)
    repairs.add(
      'cut',
      'data that break off inside a number',
      'What stands before was read.',
      `after ${count} numbers`
    )
  const view = new DataView(data.buffer, data.byteOffset, data.length)
  return Array.from({ length: count }, (_, i) => {
    const value = type.get(view, i * type.bytes)
    return Number.isFinite(value) ? value : null
  })
}

function asciiValues(data: Uint8Array, delimiter = ' '): (number | null)[] {
  const values: (number | null)[] = []
  for (const line of linesOf(textOf(data))) {
    if (line.trim() === '') continue
    for (const cell of delimiter.trim() === '' ? line.trim().split(/\s+/) : line.split(delimiter))
      values.push(valueIn(cell))
  }
  return values
}

/** Each chunk lies at its own start, so that gaps stay gaps; chunks are believed as far as there are samples. */
function timesOf(header: XmlNode, samples: number, rateHz: number, repairs: Repairs): Micros[] {
  const chunks = header.children.filter(({ name }) => name === 'chunk')
  const times: Micros[] = []
  const place = (start: number, count: number): void => {
    for (let i = 0; i < count && times.length < samples; i++) times.push(micros(start + (i / rateHz) * 1e6))
  }
  let told = 0
  for (const chunk of chunks) {
    const start = timeOf(Number(chunk.attributes['from'] ?? '0'))
    const count = Number(chunk.attributes['num'])
    if (start === undefined || !(count >= 0)) {
      repairs.add(
        'chunk',
        'chunks without usable start and number of samples',
        'Their samples were left out.',
        `line ${chunk.line}`
      )
      continue
    }
    told += count
    place(start, count)
  }
  if (chunks.length === 0) place(0, samples)
  else if (told !== samples)
    repairs.add(
      'count',
      `${samples} samples where its header tells ${told}`,
      told > samples ? 'The file may be cut off.' : 'The samples beyond were left out.',
      'data'
    )
  return times
}

function writeStream(document: AnnotationDocument, name: string): readonly WrittenFile[] {
  const own = document.format === 'stream'
  const tiers = document.recordings.flatMap((recording) =>
    traceTiersOf(recording).map((tier) => ({ recording, tier }))
  )
  const taken = new Set<string>()
  return tiers.flatMap(({ recording, tier }) => {
    const parts = [
      name,
      ...(document.recordings.length > 1 ? [recording.name] : []),
      ...(tiers.length > 1 ? [tier.name] : [])
    ]
    const file = freeName(parts.map(fileSafe).join('.'), 'stream', taken)
    const info = own ? (asObject(tier.extra?.['info']) ?? {}) : {}
    return streamFiles(tier, file, info, own ? tier.extra : undefined)
  })
}

function streamFiles(
  tier: TraceTier,
  file: string,
  info: JsonObject,
  extra: JsonObject | undefined
): WrittenFile[] {
  const even = tier.rateHz === undefined ? onGrid(tier) : tier
  const rateHz = even.rateHz ?? 1
  const dim = even.dimensions.length
  const missing = even.dimensions.some(({ values }) => values.includes(null))
  const typeName = text(info['type'])?.toUpperCase() ?? 'DOUBLE'
  const wanted = types[typeName]
  // Whole numbers cannot say "missing", and an edited value may have decimals.
  const fits =
    wanted &&
    (!wanted.whole || (!missing && even.dimensions.every(({ values }) => values.every(Number.isInteger))))
  const type = fits ? wanted : double
  const ascii = text(info['ftype'])?.toUpperCase() === 'ASCII'
  const delimiter = text(info['delim']) || ' '
  const count = even.times.length
  const bytes = new Uint8Array(ascii ? 0 : count * dim * type.bytes)
  const view = new DataView(bytes.buffer)
  const lines: string[] = []
  for (let i = 0; i < count; i++) {
    const row = even.dimensions.map(({ values }) => values[i] ?? NaN)
    if (ascii) lines.push(`${row.join(delimiter)}\n`)
    else for (const [d, value] of row.entries()) type.set(view, (i * dim + d) * type.bytes, value)
  }
  const header: XmlOut = {
    name: 'stream',
    attributes: { 'ssi-v': 2 },
    children: [
      {
        name: 'info',
        attributes: {
          ...strings(info),
          ftype: ascii ? 'ASCII' : 'BINARY',
          sr: rateHz,
          dim,
          byte: type.bytes,
          type: fits ? typeName : 'DOUBLE',
          delim: delimiter
        }
      },
      ...(Array.isArray(extra?.['others'])
        ? extra['others'].map(jsonToNode).filter((one) => one !== undefined)
        : []),
      ...chunksOf(even.times, rateHz).map(([from, num, before]) => ({
        name: 'chunk',
        attributes: {
          from: secondsOf(from),
          to: secondsOf(Math.round(from + (num / rateHz) * 1e6)),
          byte: before * dim * type.bytes,
          num
        }
      }))
    ]
  }
  return [
    { name: `${file}~`, bytes: ascii ? bytesOf(lines.join('')) : bytes },
    { name: file, bytes: bytesOf(writeXml(header)) }
  ]
}

function onGrid(tier: TraceTier): TraceTier {
  const { rateHz, dimensions } = gridOf(tier)
  const count = dimensions[0]?.values.length ?? 0
  return {
    ...tier,
    rateHz,
    dimensions,
    times: Array.from({ length: count }, (_, i) => micros((i / rateHz) * 1e6))
  }
}

/** Start, number of samples and samples before of each stretch without a gap of more than half a step. */
function chunksOf(times: readonly number[], rateHz: number): (readonly [number, number, number])[] {
  const chunks: [number, number, number][] = []
  for (const [i, time] of times.entries()) {
    const last = chunks.at(-1)
    const expected = last ? last[0] + (last[1] / rateHz) * 1e6 : NaN
    if (last && Math.abs(time - expected) <= 0.5e6 / rateHz) last[1]++
    else chunks.push([time, 1, i])
  }
  return chunks
}

const strings = (json: JsonObject): Record<string, string> =>
  Object.fromEntries(
    Object.entries(json).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  )
