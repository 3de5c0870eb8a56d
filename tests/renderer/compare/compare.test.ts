import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterEach, describe, expect, test } from 'vitest'
import type { ProjectSnapshot } from '../../../src/shared/contract'
import type { ClassRow, ComparisonItem, ConfusionTable } from '../../../src/shared/compare/report'
import type { Author, SchemeRow, Segment, Track } from '../../../src/shared/domain/rows'
import { micros } from '../../../src/shared/domain/time'
import { choosePair } from '../../../src/renderer/panels/compare/author-choice'
import { cardsOf, commonFacts } from '../../../src/renderer/panels/compare/card-facts'
import { noChoice, readChoice } from '../../../src/renderer/panels/compare/choice'
import { dataUrlToBlob, fileNamePart } from '../../../src/renderer/panels/compare/data-url'
import {
  blend,
  confusionFigure,
  inkOn,
  paperColors,
  recallFigure
} from '../../../src/renderer/panels/compare/figure'
import {
  cellFacts,
  cellTint,
  matrixCells,
  STRONGEST_TINT
} from '../../../src/renderer/panels/compare/matrix-cells'
import { queueItems, queueTitle } from '../../../src/renderer/panels/compare/queue-items'
import { nextOrder, sortClasses } from '../../../src/renderer/panels/compare/sort-classes'
import { classTable, matrixTable } from '../../../src/renderer/panels/compare/table-text'
import { orderQueue } from '../../../src/renderer/panels/queue/order-queue'
import { authorEntries } from '../../../src/renderer/session/author-entries'
import { axisLabel, comparedOf } from '../../../src/renderer/session/compared-item'
import { fixTarget } from '../../../src/renderer/session/fix-label'
import { clearProject, projectStore } from '../../../src/renderer/session/project'
import { indexProject } from '../../../src/renderer/session/project-index'
import { cardText } from '../../../src/renderer/ui/number-card'
import { asCsv, asLatex, asMarkdown } from '../../../src/renderer/ui/text-table'

const author = (id: string, kind: Author['kind'], position = 0): Author => ({
  id,
  kind,
  name: id.toUpperCase(),
  color: '#888888',
  perspective: 'observer',
  synthetic: false,
  position
})
const track = (authorId: string, recordingId = 'r1', more: Partial<Track> = {}): Track => ({
  id: `${authorId}-${recordingId}`,
  recordingId,
  authorId,
  schemeId: 'three',
  attributeId: 'emotion',
  name: authorId,
  kind: 'segments',
  overlap: 'forbidden',
  position: 0,
  locked: false,
  ...more
})
const scheme: SchemeRow = {
  id: 'three',
  name: 'Three',
  version: '1',
  document: {
    schema: 'affectory.labels/1',
    id: 'three',
    name: 'Three',
    attributes: [
      {
        id: 'emotion',
        type: 'categorical',
        unit: 'segment',
        labels: [{ id: 'joy', aliases: ['happy'] }, { id: 'anger' }, { id: 'fear' }]
      }
    ]
  }
}
const axes = { schemeId: 'three', attributeId: 'emotion' }

/** Two recall rows of three labels: joy 3 right and 1 as anger, anger 2 right, fear never in the reference. */
const confusion: ConfusionTable = {
  labels: ['joy', 'anger', 'fear'],
  counts: [
    [3, 1, 0],
    [0, 2, 0],
    [0, 0, 0]
  ],
  rowPercent: [
    [75, 25, 0],
    [0, 100, 0],
    [null, null, null]
  ],
  seconds: [
    [30.25, 4, 0],
    [0, 100.4, 0],
    [0, 0, 0]
  ]
}
const share = (value: number | null): ClassRow['recall'] =>
  value === null ? { value, reason: 'absent' } : { value }
const classRow = (label: string, recall: number | null, support: number): ClassRow => ({
  label,
  recall: share(recall),
  precision: share(recall),
  f1: share(recall),
  unbiasedHitRate: share(recall),
  support,
  predicted: support
})
const classes = [classRow('joy', 0.75, 4), classRow('anger', 1, 2), classRow('fear', null, 0)]

describe('who is compared first', () => {
  const entry = (a: Author, labelled: number) => ({ author: a, labelled, recordings: 1 })
  const me = author('me', 'human', 1)
  const other = author('other', 'human', 0)
  const oldModel = author('old', 'model')
  const newModel = author('new', 'model')
  const runs = [
    { authorId: 'new', startedAt: '2026-03-02T10:00:00Z' },
    { authorId: 'old', startedAt: '2026-03-01T10:00:00Z' }
  ]

  test('whoever works here against the model that ran last, however much others labelled', () => {
    const entries = [entry(other, 900), entry(me, 5), entry(oldModel, 400), entry(newModel, 100)]
    expect(choosePair(entries, runs, 'me')).toEqual({ reference: 'me', candidate: 'new' })
  })

  test('without labels of mine, the person with most labels', () => {
    const entries = [entry(me, 0), entry(other, 9), entry(author('third', 'human'), 30), entry(newModel, 100)]
    expect(choosePair(entries, runs, 'me')).toEqual({ reference: 'third', candidate: 'new' })
  })

  test('without models, the other person with most labels; imports come before models as reference', () => {
    expect(choosePair([entry(me, 5), entry(other, 9)], [], 'me')).toEqual({
      reference: 'me',
      candidate: 'other'
    })
    expect(choosePair([entry(newModel, 90), entry(author('imp', 'import'), 3)], runs, 'me')).toEqual({
      reference: 'imp',
      candidate: 'new'
    })
  })

  test('fewer than two authors with labels make no comparison', () => {
    expect(choosePair([entry(me, 5), entry(newModel, 0)], runs, 'me')).toBeUndefined()
  })

  test('a wish holds while its author has labels, and never compares an author with itself', () => {
    const entries = [entry(me, 5), entry(other, 9), entry(newModel, 1)]
    expect(choosePair(entries, runs, 'me', { reference: 'new', candidate: 'other' })).toEqual({
      reference: 'new',
      candidate: 'other'
    })
    expect(choosePair(entries, runs, 'me', { candidate: 'me' })).toEqual({
      reference: 'other',
      candidate: 'me'
    })
    expect(choosePair(entries, runs, 'me', { reference: 'other', candidate: 'other' })?.candidate).toBe('new')
    expect(choosePair(entries, runs, 'me', { candidate: 'gone' })?.candidate).toBe('new')
  })

  test('labels are counted over all tracks of an author, by recording', () => {
    const tracks = [track('me'), track('me', 'r2'), track('new')]
    const counts = new Map(
      [3, 4, 0].map((labelled, i) => {
        const trackId = tracks[i]?.id ?? ''
        return [trackId, { trackId, segments: 9, labelled, labelledTime: micros(0) }]
      })
    )
    const entries = authorEntries({
      authors: new Map([newModel, me].map((each) => [each.id, each])),
      tracks: new Map(tracks.map((each) => [each.id, each])),
      counts
    })
    expect(entries.map((each) => [each.author.id, each.labelled, each.recordings])).toEqual([
      ['me', 7, 2],
      ['new', 0, 0]
    ])
  })
})

describe('the matrix', () => {
  test('shows counts with the totals of rows, columns and everything', () => {
    const cells = matrixCells(confusion, 'counts', 'segments')
    expect(cells.text[0]).toEqual(['3', '1', '0'])
    expect(cells.rowTotals).toEqual(['4', '2', '0'])
    expect(cells.columnTotals).toEqual(['3', '3', '0'])
    expect(cells.total).toBe('6')
  })

  test('in percent a row without items is a dash, never 0, and totals are shares of everything', () => {
    const cells = matrixCells(confusion, 'percent', 'segments')
    expect(cells.text[0]).toEqual(['75.0', '25.0', '0'])
    expect(cells.text[2]).toEqual(['–', '–', '–'])
    expect(cells.rowTotals).toEqual(['66.7', '33.3', '0'])
  })

  test('percent of the columns say what stands behind an answer', () => {
    const cells = matrixCells(confusion, 'columns', 'segments')
    expect(cells.text).toEqual([
      ['100', '33.3', '–'],
      ['0', '66.7', '–'],
      ['0', '0', '–']
    ])
    expect(cells.columnTotals).toEqual(['50.0', '50.0', '0'])
    const table = matrixTable({ confusion, mode: 'segments' }, 'columns', (id) => id)
    expect(table[1]?.[2]).toBe('33.333333')
    expect(table[1]?.[3]).toBe('')
  })

  test('seconds keep a decimal while they are few', () => {
    const cells = matrixCells(confusion, 'seconds', 'segments')
    expect(cells.text[0]?.[0]).toBe('30.3')
    expect(cells.text[1]?.[1]).toBe('100')
    expect(cells.total).toBe('135')
  })

  test('hovering tells the exact numbers of a cell', () => {
    expect(cellFacts(confusion, 0, 1, 'segments')).toBe('1 segment, 25.00 %, 4.000 s')
    expect(cellFacts(confusion, 0, 0, 'seconds')).toBe('3 stretches, 75.00 %, 30.250 s')
    expect(cellFacts(confusion, 2, 0, 'segments')).toContain('the reference never says so')
  })

  test('a cell is tinted by its share of the row: good on the diagonal, bad off it, not at all at zero', () => {
    expect(cellTint(0, true)).toBe('var(--raised)')
    expect(cellTint(1, true)).toContain(`--good) ${STRONGEST_TINT}%`)
    expect(cellTint(0.5, false)).toContain(`--bad) ${STRONGEST_TINT / 2}%`)
    expect(cellTint(7, false)).toBe(cellTint(1, false))
  })

  test('numbers on the strongest tint keep a contrast of 4.5 in both themes', () => {
    const css = readFileSync(join(import.meta.dirname, '../../../src/renderer/ui/theme.css'), 'utf8')
    for (const theme of ['dark', 'light']) {
      const block = css.slice(css.indexOf(`[data-theme='${theme}']`))
      const color = (name: string) => {
        const hex = new RegExp(`--${name}: #([0-9a-f]{6})`).exec(block)?.[1] ?? ''
        return [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16))
      }
      for (const tone of ['good', 'bad']) {
        const ground = color(tone).map(
          (value, i) => (value * STRONGEST_TINT + (color('raised')[i] ?? 0) * (100 - STRONGEST_TINT)) / 100
        )
        expect(contrast(ground, color('text')), `${tone} in the ${theme} theme`).toBeGreaterThan(4.5)
      }
    }
  })
})

/** WCAG 2.2 contrast ratio of two sRGB colours. */
function contrast(a: readonly number[], b: readonly number[]): number {
  const light = (rgb: readonly number[]) => {
    const [r = 0, g = 0, blue = 0] = rgb.map((value) => {
      const c = value / 255
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue
  }
  const [high = 0, low = 0] = [light(a), light(b)].sort((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

const item = (more: Partial<ComparisonItem> = {}): ComparisonItem => ({
  recordingId: 'r1',
  referenceSegmentId: 's1',
  candidateSegmentId: 'c1',
  start: 1_000_000,
  end: 3_000_000,
  reference: 'joy',
  candidate: 'anger',
  overlapShare: 0.8,
  confidence: 0.6,
  ...more
})
const context = {
  query: { referenceAuthorId: 'me', candidateAuthorId: 'new' },
  axes,
  scheme,
  referenceName: 'Rater A',
  candidateName: 'Face model',
  tracksOf: (recordingId: string) =>
    recordingId === 'r1'
      ? [track('me'), track('new')]
      : [track('me', 'r2'), { ...track('me', 'r2'), id: 'second' }]
}

describe('the sample queue', () => {
  test('an item plays its exact span, selects the reference segment and says who said what', () => {
    const [first] = queueItems([item()], context)
    expect(first).toMatchObject({
      recordingId: 'r1',
      segmentId: 's1',
      trackId: 'me-r1',
      start: 1_000_000,
      end: 3_000_000,
      note: 'Rater A: Joy, Face model: Anger'
    })
    expect(comparedOf(first)).toMatchObject({
      reference: 'joy',
      candidate: 'anger',
      confidence: 0.6,
      candidateSegmentId: 'c1'
    })
  })

  test('a recording where the reference has two tracks names none of them', () => {
    expect(queueItems([item({ recordingId: 'r2' })], context)[0]?.trackId).toBeUndefined()
  })

  test('a hundred thousand items are made within a second', () => {
    const many = Array.from({ length: 100_000 }, (_, i) => item({ referenceSegmentId: `s${i}` }))
    const began = performance.now()
    expect(queueItems(many, context)).toHaveLength(100_000)
    expect(performance.now() - began).toBeLessThan(1000)
  })

  test('its name says which part of the matrix it is', () => {
    expect(queueTitle({ reference: 'joy', candidate: 'anger' }, context)).toBe('Joy → Anger')
    expect(queueTitle({ reference: 'joy', onlyErrors: true }, context)).toBe('Rater A says Joy, errors')
    expect(queueTitle({ candidate: 'anger' }, context)).toBe('Face model says Anger, all')
    expect(queueTitle({ onlyErrors: true }, context)).toBe('All errors')
  })

  test('can be ordered by confidence, with items that have none at the end, and put back', () => {
    const given = queueItems(
      [item({ confidence: 0.4 }), item({ confidence: undefined }), item({ confidence: 0.9, end: 9_000_000 })],
      context
    )
    const sure = (order: Parameters<typeof orderQueue>[1]) =>
      orderQueue(given, order).map((each) => comparedOf(each)?.confidence)
    expect(sure('surest')).toEqual([0.9, 0.4, undefined])
    expect(sure('unsure')).toEqual([0.4, 0.9, undefined])
    expect(orderQueue(given, 'longest')[0]?.end).toBe(9_000_000)
    expect(orderQueue(given, 'given')).toBe(given)
  })

  test('a label with an alias in the compared scheme counts as unchanged', () => {
    expect(axisLabel(scheme, axes, 'Happy')).toBe('joy')
    expect(axisLabel(scheme, axes, 'calm')).toBe('calm')
    expect(axisLabel(scheme, axes, undefined)).toBeUndefined()
  })
})

describe('fixing a label from the queue', () => {
  afterEach(clearProject)
  const segment = (id: string, trackId: string): Segment => ({
    id,
    trackId,
    start: micros(0),
    end: micros(1),
    label: 'joy',
    flagged: false
  })
  /** A project with one recording, one track for each author, and one segment on each. */
  function projectWith(reference: Author, candidate: Author, locked = false): void {
    const tracks = [track(reference.id, 'r1', { locked }), track(candidate.id)]
    const all = [segment('s1', `${reference.id}-r1`), segment('c1', `${candidate.id}-r1`)]
    const snapshot: ProjectSnapshot = {
      project: { id: 'p', name: 'P', folder: '', createdAt: '', synthetic: true },
      revision: 1,
      recordings: [],
      files: [],
      streams: [],
      persons: [],
      authors: [reference, candidate],
      schemes: [scheme],
      tracks,
      runs: [],
      takes: [],
      groupings: [],
      assignments: [],
      items: [],
      golds: [],
      streamViews: [],
      montages: [],
      viewer: { authorId: 'me', blindRecordingIds: [] },
      counts: []
    }
    projectStore.setState({
      snapshot,
      index: indexProject(snapshot),
      segments: new Map([['r1', { all, byTrack: new Map(), relations: [] }]])
    })
  }
  const [moment] = queueItems([item()], context)

  test("changes a person's reference in place, with the labels of its scheme", () => {
    projectWith(author('me', 'human'), author('new', 'model'))
    const target = fixTarget(moment)
    expect(target).toMatchObject({ side: 'reference', asks: false })
    expect(target && 'labels' in target && target.labels.map(({ id }) => id)).toEqual([
      'joy',
      'anger',
      'fear'
    ])
  })

  test('asks once before it changes imported labels', () => {
    projectWith(author('imp', 'import'), author('new', 'model'))
    expect(fixTarget(moment)).toMatchObject({ side: 'reference', asks: true })
  })

  test('changes the candidate where the reference is a model, and nothing where both are', () => {
    projectWith(author('new', 'model'), author('me', 'human'))
    expect(fixTarget(moment)).toMatchObject({ side: 'candidate' })
    projectWith(author('new', 'model'), author('old', 'model'))
    expect(fixTarget(moment)).toEqual({ reason: expect.stringContaining('predictions') })
  })

  test('says that a track is locked', () => {
    projectWith(author('me', 'human'), author('new', 'model'), true)
    expect(fixTarget(moment)).toEqual({ reason: 'Track "me" is locked.' })
  })
})

describe('numbers that carry their card', () => {
  const card = {
    id: 'uar',
    name: 'UAR',
    value: 0.612345,
    interval: { low: 0.571, high: 0.65, level: 0.95, method: 'bootstrap' },
    definition: 'mean of recalls',
    convention: 'classes present in the reference',
    source: 'Schuller 2009',
    missingPolicy: 'left out',
    n: 231.26,
    unit: 's' as const,
    leftOut: [{ reason: 'Only the reference has a label.', count: 6.04, unit: 's' as const }]
  }
  const facts = commonFacts({
    query: { referenceAuthorId: 'me', candidateAuthorId: 'new', minOverlap: 0.5, recordingIds: ['r1'] },
    report: { pairing: 'By segments.', revision: 1892, recordings: 2, mode: 'segments' },
    projectName: 'Dyads',
    schemeName: 'Three',
    authors: new Map([author('me', 'human'), author('new', 'model')].map((each) => [each.id, each])),
    tracks: [track('new', 'r1', { runId: 'run1' }), track('new', 'r2', { runId: 'run2' })],
    runs: new Map(
      ['run1', 'run2'].map((id) => [
        id,
        {
          id,
          modelId: 'm',
          authorId: 'new',
          state: 'done',
          manifestHash: `manifest-${id}`,
          weightsHash: `weights-${id}`,
          runtimeVersion: '1.30.0',
          providerAsked: 'auto',
          providerGot: 'cpu',
          options: {},
          startedAt: '',
          itemsDone: 0,
          itemsTotal: 0,
          timings: {}
        }
      ])
    )
  })

  test('the text names value, interval, definition, what was left out, revision and the weights that were compared', () => {
    const [shown] = cardsOf([card], facts)
    const text = shown ? cardText(shown) : ''
    expect(text).toContain('UAR 0.612 [0.571, 0.650]')
    expect(text).toContain('Definition: mean of recalls')
    expect(text).toContain('Used: 231.3 s')
    expect(text).toContain('Left out: 6 s: Only the reference has a label')
    expect(text).toContain('Compared: NEW (candidate) against ME (reference), 2 recordings')
    expect(text).toContain('Least overlap: 50 %')
    expect(text).toContain('revision r1,892')
    expect(text).toContain('weights-run1')
    // The other recording took no part, so its weights did not either.
    expect(text).not.toContain('weights-run2')
  })
})

describe('tables', () => {
  const name = (id: string) => (id === 'joy' ? 'Joy, "mild"' : id)

  test('rows sort by a number with undefined ones last either way, labels by the scheme', () => {
    const by = (order: Parameters<typeof sortClasses>[1]) =>
      sortClasses(classes, order).map((row) => row.label)
    expect(by({ column: 'recall', down: true })).toEqual(['anger', 'joy', 'fear'])
    expect(by({ column: 'recall', down: false })).toEqual(['joy', 'anger', 'fear'])
    expect(by({ column: 'support', down: false })).toEqual(['fear', 'anger', 'joy'])
    expect(by({ column: 'label', down: true })).toEqual(['fear', 'anger', 'joy'])
    expect(nextOrder({ column: 'label', down: false }, 'recall')).toEqual({ column: 'recall', down: true })
  })

  test('the copied matrix reads back equal from CSV, names with commas and quotes included', () => {
    const rows: string[][] = parse(asCsv(matrixTable({ confusion, mode: 'segments' }, 'counts', name)))
    expect(rows).toEqual([
      ['reference \\ candidate', 'Joy, "mild"', 'anger', 'fear', 'total'],
      ['Joy, "mild"', '3', '1', '0', '4'],
      ['anger', '0', '2', '0', '2'],
      ['fear', '0', '0', '0', '0'],
      ['total', '3', '3', '0', '6']
    ])
  })

  test('the copied per-class table leaves cells empty where there is no number', () => {
    const rows: string[][] = parse(asCsv(classTable({ classes, unit: 'segments' }, name)))
    expect(rows[3]?.[0]).toBe('fear')
    expect(rows[3]?.[4]).toBe('')
    expect(rows[1]?.[4]).toBe('0.750000')
  })

  test('Markdown escapes what would end a cell', () => {
    expect(
      asMarkdown([
        ['a|b', 'n'],
        ['x', '1']
      ])
    ).toBe('| a\\|b | n |\n| --- | ---: |\n| x | 1 |\n')
  })

  test('LaTeX escapes its own signs and keeps to the rules of booktabs', () => {
    const table = asLatex([
      ['label', 'recall, %'],
      ['joy & fear_1', '50 % → 3']
    ])
    expect(table.split('\n').slice(1, -1)).toEqual([
      '\\begin{tabular}{lr}',
      '    \\toprule',
      '    label & recall, \\% \\\\',
      '    \\midrule',
      '    joy \\& fear\\_1 & 50 \\% $\\rightarrow$ 3 \\\\',
      '    \\bottomrule',
      '\\end{tabular}'
    ])
  })
})

describe('figures', () => {
  test('text on a cell reads at 4.5:1 or better whatever the share', () => {
    const rgb = (hex: string) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16))
    for (const tone of [paperColors.good, paperColors.bad])
      for (let share = 0; share <= 1; share += 0.05) {
        const ground = blend(paperColors.empty, tone, share)
        expect(contrast(rgb(ground), rgb(inkOn(ground)))).toBeGreaterThan(4.5)
      }
  })

  const labelOf = (id: string) => ({
    id,
    name: id,
    color: '#123456',
    letter: 'X',
    aliases: [],
    neutral: false
  })
  const input = {
    report: { confusion, classes, mode: 'segments' as const, n: 6, unit: 'segments' as const },
    labelOf,
    referenceName: 'A',
    candidateName: 'B',
    colors: paperColors
  }

  test('the heatmap holds the row percentages, agreement and confusion apart', () => {
    const { data } = confusionFigure(input)
    expect(data[0]).toMatchObject({
      type: 'heatmap',
      z: [
        [75, null, null],
        [null, 100, null],
        [null, null, null]
      ]
    })
    expect(data[1]).toMatchObject({
      z: [
        [null, 25, 0],
        [0, null, 0],
        [null, null, null]
      ]
    })
  })

  test('labels without a recall have no bar', () => {
    expect(recallFigure(input).data[0]).toMatchObject({ x: ['joy', 'anger'], y: [0.75, 1] })
  })

  test('a figure becomes a file from either kind of address', async () => {
    const svg = dataUrlToBlob('data:image/svg+xml,%3Csvg%2F%3E')
    expect([svg.type, await svg.text()]).toEqual(['image/svg+xml', '<svg/>'])
    const png = dataUrlToBlob(`data:image/png;base64,${Buffer.from([1, 2, 255]).toString('base64')}`)
    expect([...new Uint8Array(await png.arrayBuffer())]).toEqual([1, 2, 255])
  })

  test('names become file names without losing letters of other alphabets', () => {
    expect(fileNamePart('Rater A / Émile')).toBe('rater-a-emile')
    expect(fileNamePart('評価者')).toBe('評価者')
    expect(fileNamePart('///')).toBe('unnamed')
  })
})

test('a stored choice that cannot be read is the default, field by field', () => {
  expect(readChoice(undefined)).toEqual(noChoice)
  expect(
    readChoice({
      mode: 'seconds',
      minOverlap: 7,
      view: 'percent',
      recordingIds: ['r1', 3],
      ignorePersons: 'yes'
    })
  ).toMatchObject({
    mode: 'seconds',
    minOverlap: 0,
    view: 'percent',
    recordingIds: ['r1'],
    ignorePersons: false
  })
})
