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
    group: text('group_name'),
    medium: text('medium')
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
    sync: json('sync'),
    duration: integer('duration_us'),
    info: json('info'),
    cache: volatile(json('cache'))
  },
  person: {
    id: text('id'),
    name: text('name'),
    color: text('color'),
    note: text('note'),
    details: json('details')
  },
  author: {
    id: text('id'),
    kind: text('kind'),
    name: text('name'),
    color: text('color'),
    perspective: text('perspective'),
    lead: boolean('lead'),
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
    locked: boolean('locked'),
    parentId: text('parent_id'),
    coverage: text('coverage'),
    trace: json('trace'),
    layer: text('layer'),
    itemId: text('item_id'),
    streamId: text('stream_id'),
    extra: json('extra')
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
    unscored: boolean('unscored'),
    text: text('words'),
    personId: text('person_id'),
    scores: json('scores'),
    origin: json('origin'),
    review: text('review'),
    value: json('value'),
    parentId: text('parent_id'),
    extra: json('extra')
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
  },
  take: {
    id: text('id'),
    trackId: text('track_id'),
    start: integer('start_us'),
    end: integer('end_us'),
    rateHz: real('rate_hz'),
    count: integer('sample_count'),
    dims: json('dims'),
    position: real('position'),
    hidden: boolean('hidden'),
    lag: integer('lag_us'),
    lagSource: json('lag_source'),
    fade: integer('fade_us'),
    source: text('source'),
    device: text('device'),
    madeAt: text('made_at'),
    missingCount: integer('missing_count'),
    extra: json('extra')
  },
  relation: {
    id: text('id'),
    kind: text('kind'),
    authorId: text('author_id'),
    fromId: text('from_id'),
    toId: text('to_id'),
    fromSpan: json('from_span'),
    toSpan: json('to_span'),
    label: text('label'),
    comment: text('comment'),
    extra: json('extra')
  },
  grouping: {
    id: text('id'),
    name: text('name'),
    kind: text('kind'),
    personIds: json('person_ids'),
    note: text('note')
  },
  assignment: {
    id: text('id'),
    name: text('name'),
    authorId: text('author_id'),
    tracks: json('tracks'),
    order: text('item_order'),
    seed: integer('seed'),
    blind: boolean('blind'),
    calibration: json('calibration'),
    note: text('note'),
    position: real('position')
  },
  item: {
    id: text('id'),
    assignmentId: text('assignment_id'),
    recordingId: text('recording_id'),
    position: real('position'),
    state: text('state'),
    startedAt: text('started_at'),
    finishedAt: text('finished_at'),
    workSeconds: volatile(real('work_seconds'))
  },
  response: {
    id: text('id'),
    questionnaireId: text('questionnaire_id'),
    recordingId: text('recording_id'),
    personId: text('person_id'),
    authorId: text('author_id'),
    at: text('given_at'),
    answers: json('answers'),
    note: text('note')
  },
  gold: {
    id: text('id'),
    name: text('name'),
    goldAuthorId: text('gold_author_id'),
    authorIds: json('author_ids'),
    recordingIds: json('recording_ids'),
    schemeId: text('scheme_id'),
    attributeId: text('attribute_id'),
    rule: json('rule'),
    madeAtRevision: volatile(integer('made_at_revision'))
  },
  streamView: { id: text('id'), view: json('view') },
  montage: { id: text('id'), name: text('name'), document: json('document') }
} as const satisfies { readonly [T in TableName]: { readonly [K in keyof Required<Tables[T]>]: Column } }

/** Undoable tables in the order in which rows may be inserted without a dangling reference. */
export const tableNames = Object.keys(columns).filter((name): name is TableName => name in columns)
