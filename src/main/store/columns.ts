import type { TableName, Tables } from '../../shared/domain/rows'

/** How a field of a row is kept in SQLite. */
export type ColumnKind = 'text' | 'integer' | 'real' | 'boolean' | 'json'

/** A column: its kind, and its SQL name where that is not the field's name. */
export interface Column {
  readonly kind: ColumnKind
  readonly sql: string
  /** Written by the app as it learns (cache paths, missing files); never part of an undo. */
  readonly volatile?: boolean
}

const text = (sql: string): Column => ({ kind: 'text', sql })
const integer = (sql: string): Column => ({ kind: 'integer', sql })
const real = (sql: string): Column => ({ kind: 'real', sql })
const boolean = (sql: string): Column => ({ kind: 'boolean', sql })
const json = (sql: string): Column => ({ kind: 'json', sql })
const volatile = (column: Column): Column => ({ ...column, volatile: true })

/** Every field of every row type and its column; the compiler asks for a field that is forgotten. */
export const columns = {
  recording: {
    id: text('id'),
    name: text('name'),
    duration: integer('duration_us'),
    position: real('position'),
    note: text('note'),
    group: text('group_name')
  },
  file: {
    id: text('id'),
    recordingId: text('recording_id'),
    path: volatile(text('path')),
    sizeBytes: integer('size_bytes'),
    contentHash: text('content_hash'),
    container: text('container'),
    playback: volatile(text('playback')),
    proxyPath: volatile(text('proxy_path')),
    missing: volatile(boolean('missing'))
  },
  stream: {
    id: text('id'),
    recordingId: text('recording_id'),
    fileId: text('file_id'),
    kind: text('kind'),
    name: text('name'),
    index: integer('position'),
    offset: integer('offset_us'),
    driftPpm: real('drift_ppm'),
    duration: integer('duration_us'),
    info: json('info'),
    cache: volatile(json('cache'))
  },
  person: { id: text('id'), name: text('name'), color: text('color'), note: text('note') },
  author: {
    id: text('id'),
    kind: text('kind'),
    name: text('name'),
    color: text('color'),
    perspective: text('perspective'),
    modelId: text('model_id'),
    synthetic: boolean('synthetic'),
    position: real('position')
  },
  scheme: { id: text('id'), name: text('name'), version: text('version'), document: json('document') },
  track: {
    id: text('id'),
    recordingId: text('recording_id'),
    authorId: text('author_id'),
    schemeId: text('scheme_id'),
    attributeId: text('attribute_id'),
    personId: text('person_id'),
    name: text('name'),
    kind: text('kind'),
    overlap: text('overlap'),
    runId: text('run_id'),
    position: real('position'),
    locked: boolean('locked')
  },
  segment: {
    id: text('id'),
    trackId: text('track_id'),
    start: integer('start_us'),
    end: integer('end_us'),
    label: text('label'),
    confidence: real('confidence'),
    intensity: real('intensity'),
    comment: text('comment'),
    flagged: boolean('flagged'),
    text: text('words'),
    personId: text('person_id'),
    scores: json('scores'),
    origin: json('origin'),
    review: text('review')
  },
  run: {
    id: text('id'),
    modelId: text('model_id'),
    authorId: text('author_id'),
    state: volatile(text('state')),
    manifestHash: text('manifest_hash'),
    weightsHash: text('weights_hash'),
    runtimeVersion: text('runtime_version'),
    providerAsked: text('provider_asked'),
    providerGot: volatile(text('provider_got')),
    options: json('options'),
    startedAt: text('started_at'),
    finishedAt: volatile(text('finished_at')),
    itemsDone: volatile(real('items_done')),
    itemsTotal: volatile(real('items_total')),
    timings: volatile(json('timings')),
    note: volatile(text('note'))
  }
} as const satisfies { readonly [T in TableName]: { readonly [K in keyof Required<Tables[T]>]: Column } }

/** Undoable tables in the order in which rows may be inserted without a dangling reference. */
export const tableNames = Object.keys(columns).filter((name): name is TableName => name in columns)
