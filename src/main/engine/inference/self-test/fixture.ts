import { readFile, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { z } from 'zod'
import { micros } from '../../../../shared/domain/time'
import { fail, ok, type Result } from '../../../../shared/domain/problem'
import { IDENTITY, type Picture, type Value } from '../ops/value'

const Numbers = z.array(z.number().nullable())
const Size = z.number().int().min(1).max(100_000)

const WrittenPicture = z.object({
  kind: z.literal('picture'),
  widthPx: Size,
  heightPx: Size,
  channels: z.union([z.literal(1), z.literal(3)]),
  data: z.array(z.number().min(0).max(255))
})

/** What a step would be given by a recording, written down. */
const WrittenValue = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sound'), rateHz: z.number().positive(), samples: z.array(z.number()) }),
  /** A sine, for fixtures that are read by people. */
  z.object({
    kind: z.literal('tone'),
    rateHz: z.number().positive().max(1_000_000),
    seconds: z.number().positive().max(600),
    hz: z.number().positive(),
    level: z.number().min(0).max(1).default(1)
  }),
  WrittenPicture,
  z.object({ kind: z.literal('clip'), pictures: z.array(WrittenPicture).min(1).max(1024) }),
  z.object({ kind: z.literal('words'), text: z.string(), pair: z.string().optional() }),
  z.object({
    kind: z.literal('dialogue'),
    turns: z.array(z.object({ text: z.string(), speaker: z.string().optional() })).min(1),
    at: z.number().int().min(0)
  }),
  z.object({
    kind: z.literal('channels'),
    names: z.array(z.string()).min(1),
    units: z.array(z.string()).optional(),
    rateHz: z.number().positive(),
    data: z.array(Numbers).min(1)
  })
])
export type WrittenValue = z.infer<typeof WrittenValue>

const WrittenArray = z.object({ dims: z.array(z.number().int().min(0)), values: Numbers })

/** A self-test's own file: what goes into the stage that it tests. */
export const Fixture = z.object({
  /** By binding: for the stages `pipeline` and `end-to-end`. */
  values: z.record(z.string(), WrittenValue).optional(),
  /** By input, with the batch axis: for the stage `model`. */
  feeds: z.record(z.string(), WrittenArray).optional(),
  /** By output of the graph, without a batch axis: for the stage `decode`. */
  outputs: z.record(z.string(), WrittenArray).optional()
})
export type Fixture = z.infer<typeof Fixture>

/** What has to come out, by name: all numbers in their order, or those at flat places. */
export const Expected = z.record(
  z.string(),
  z.object({
    dims: z.array(z.number().int().min(0)).optional(),
    at: z.array(z.number().int().min(0)).optional(),
    values: Numbers.min(1)
  })
)
export type Expected = z.infer<typeof Expected>

const LARGEST_BYTES = 20_000_000

/** Read a fixture from inside a model's folder. */
export async function readFixture(folder: string, path: string): Promise<Result<Fixture>> {
  const file = join(folder, path)
  const bytes = await fixtureBytes(folder, path)
  if (!bytes.ok) return bytes
  try {
    const parsed = Fixture.safeParse(JSON.parse(bytes.value.toString('utf8')))
    if (parsed.success) return ok(parsed.data)
    const issue = parsed.error.issues[0]
    return wrong(file, `is no fixture: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`)
  } catch (error) {
    return wrong(file, `cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** A fixture as it stands on the disk: a plain file inside the folder, of a size that can be read. */
export async function fixtureBytes(folder: string, path: string): Promise<Result<Buffer>> {
  const file = join(folder, path)
  try {
    const real = await realpath(file)
    if (!real.startsWith((await realpath(folder)) + sep)) return wrong(file, 'lies outside its model folder')
    const facts = await stat(real)
    if (!facts.isFile()) return wrong(file, 'cannot be read: it is no file')
    if (facts.size > LARGEST_BYTES) return wrong(file, 'is larger than 20 MB')
    return ok(await readFile(real))
  } catch (error) {
    return wrong(file, `cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

const wrong = (file: string, what: string): Result<never> =>
  fail('self-test', `${file} ${what}`, 'Correct the self-test, or leave it out of the manifest.', file)

/** A written value as steps take it. */
export function valueOf(written: WrittenValue): Value {
  switch (written.kind) {
    case 'sound':
      return { ...written, samples: Float32Array.from(written.samples) }
    case 'tone': {
      const { rateHz, seconds, hz, level } = written
      const samples = Float32Array.from(
        { length: Math.round(seconds * rateHz) },
        (_, i) => level * Math.sin((2 * Math.PI * hz * i) / rateHz)
      )
      return { kind: 'sound', rateHz, samples }
    }
    case 'picture':
      return pictureOf(written)
    case 'clip':
      return { kind: 'clip', pictures: written.pictures.map(pictureOf) }
    case 'words': {
      const { text, pair } = written
      return { kind: 'words', text, ...(pair === undefined ? {} : { pair }) }
    }
    case 'dialogue':
      return {
        kind: 'dialogue',
        at: written.at,
        turns: written.turns.map(({ text, speaker }, i) => ({
          id: String(i),
          text,
          start: micros(i * 1_000_000),
          end: micros((i + 1) * 1_000_000),
          ...(speaker === undefined ? {} : { speaker })
        }))
      }
    case 'channels': {
      const { names, units, rateHz, data } = written
      const columns = data.map((values) => Float64Array.from(values, (value) => value ?? NaN))
      return {
        kind: 'channels',
        names,
        units: units ?? names.map(() => ''),
        rateHz,
        data: columns,
        from: 0,
        to: columns[0]?.length ?? 0,
        startSeconds: 0
      }
    }
  }
}

function pictureOf(written: z.infer<typeof WrittenPicture>): Picture {
  const { widthPx, heightPx, channels, data } = written
  if (data.length !== widthPx * heightPx * channels)
    throw new Error(
      `the picture has ${data.length} values, ${widthPx} x ${heightPx} x ${channels} need ${widthPx * heightPx * channels}`
    )
  return { ...written, data: Uint8Array.from(data), placement: IDENTITY }
}
