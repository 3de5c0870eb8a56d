import { commands } from '../../../src/shared/commands'
import type { RowChange, RowReader } from '../../../src/shared/commands/command'
import type { Result } from '../../../src/shared/domain/problem'
import type { Segment, TableName, Tables, Track } from '../../../src/shared/domain/rows'
import { micros } from '../../../src/shared/domain/time'

/** Rows in memory, as a window holds them: a reader without an index. */
export class RowTable implements RowReader {
  private readonly rows = new Map<string, Tables[TableName]>()
  private counter = 0

  constructor(changes: readonly RowChange[]) {
    this.write(changes)
  }

  get<T extends TableName>(table: T, id: string): Tables[T] | undefined {
    return this.rows.get(`${table}/${id}`) as Tables[T] | undefined
  }

  all<T extends TableName>(table: T): readonly Tables[T][] {
    return [...this.rows].filter(([key]) => key.startsWith(`${table}/`)).map(([, row]) => row as Tables[T])
  }

  segmentsOf(trackId: string): readonly Segment[] {
    return this.all('segment')
      .filter((segment) => segment.trackId === trackId)
      .sort((a, b) => a.start - b.start || a.end - b.end)
  }

  /** Run a command as `anna` (or another author) and keep what it changed. */
  run(id: string, input: unknown, authorId = 'anna'): Result<readonly RowChange[]> {
    const command = commands.get(id)
    const result = command.apply(this, command.input.parse(input), {
      authorId,
      newId: () => `new${++this.counter}`
    })
    if (result.ok) this.write(result.value)
    return result
  }

  /** Spans of a track in whole seconds with their labels: "0-2 fear". */
  spans(trackId = 't'): string[] {
    return this.segmentsOf(trackId).map(
      ({ start, end, label }) => `${start / 1e6}-${end / 1e6}${label === undefined ? '' : ` ${label}`}`
    )
  }

  write(changes: readonly RowChange[]): void {
    for (const { table, id, after } of changes) {
      if (after) this.rows.set(`${table}/${id}`, after)
      else this.rows.delete(`${table}/${id}`)
    }
  }
}

const track = (id: string, rest: Partial<Track> = {}): Track => ({
  id,
  recordingId: 'r',
  authorId: 'anna',
  schemeId: 's',
  attributeId: 'emotion',
  name: id,
  kind: 'segments',
  overlap: 'forbidden',
  position: 0,
  locked: false,
  ...rest
})

export const seconds = (value: number) => micros(value * 1e6)

/** A minute-long recording, Anna and a model, a scheme of three labels, tracks t (no overlap), free (overlap) and m (the model's). */
export function desk(
  segments: readonly [id: string, start: number, end: number, label?: string][] = []
): RowTable {
  const labels = [{ id: 'fear', aliases: ['scared'] }, { id: 'anger' }, { id: 'joy' }]
  const document = {
    schema: 'affectory.labels/1',
    id: 's',
    name: 'Three',
    attributes: [{ id: 'emotion', type: 'categorical', unit: 'segment', labels }]
  }
  const author = { color: '#fff', perspective: 'observer', synthetic: false, position: 0 }
  const rows: RowChange[] = [
    { table: 'recording', id: 'r', after: { id: 'r', name: 'Talk', duration: seconds(60), position: 1 } },
    { table: 'author', id: 'anna', after: { ...author, id: 'anna', kind: 'human', name: 'Anna' } },
    { table: 'author', id: 'model', after: { ...author, id: 'model', kind: 'model', name: 'Model' } },
    { table: 'scheme', id: 's', after: { id: 's', name: 'Three', version: '1', document } },
    { table: 'track', id: 't', after: track('t') },
    { table: 'track', id: 'free', after: track('free', { overlap: 'allowed' }) },
    { table: 'track', id: 'm', after: track('m', { authorId: 'model', runId: 'run', overlap: 'allowed' }) }
  ]
  for (const [id, start, end, label] of segments) {
    const after: Segment = {
      id,
      trackId: 't',
      start: seconds(start),
      end: seconds(end),
      label,
      flagged: false
    }
    rows.push({ table: 'segment', id, after })
  }
  return new RowTable(rows)
}

/** Code of the problem, or undefined for a success. */
export const codeOf = (result: Result<unknown>): string | undefined =>
  result.ok ? undefined : result.error.code
