import { describe, expect, it } from 'vitest'
import { formats } from '../../../../src/main/engine/export'
import { annotationLosses } from '../../../../src/main/engine/export/annotation-formats'
import { indexDataset } from '../../../../src/main/engine/export/dataset-index'
import type { ExportDataset } from '../../../../src/main/engine/protocol'
import type { Relation } from '../../../../src/shared/domain/relation'
import type { Author, Segment, Track } from '../../../../src/shared/domain/rows'
import { micros } from '../../../../src/shared/domain/time'

const author = (id: string, kind: Author['kind'] = 'human'): Author => ({
  id,
  kind,
  name: id,
  color: '#fff',
  perspective: 'observer',
  synthetic: false,
  position: 0
})
const track = (id: string, authorId: string, kind: Track['kind']): Track => ({
  id,
  recordingId: 'r',
  authorId,
  schemeId: 'emotion-cause',
  attributeId: 'emotion',
  name: id,
  kind,
  overlap: 'allowed',
  position: 0,
  locked: false
})
const at = (id: string, trackId: string, start: number, more: Partial<Segment>): Segment => ({
  id,
  trackId,
  start: micros(start * 1e6),
  end: micros(start * 1e6 + 900_000),
  flagged: false,
  ...more
})
const cause = (id: string, fromId: string, toId: string, more: Partial<Relation> = {}): Relation => ({
  id,
  kind: 'cause',
  authorId: 'Anna',
  fromId,
  toId,
  ...more
})

/** Five turns of Rachel and Ross; Anna heard joy in the third and surprise in the first. */
function dataset(relations: readonly Relation[]): ExportDataset {
  const words = ['I got the job!', 'No way', 'Yes way!', 'Well', 'So']
  return {
    projectName: 'p',
    projectId: 'p',
    revision: 1,
    appVersion: '0',
    createdAt: '2026-01-01T00:00:00Z',
    synthetic: false,
    recordings: [{ id: 'r', name: 'Dialogue 7', duration: micros(5e6), position: 0 }],
    files: [],
    streams: [],
    persons: [],
    authors: [author('Anna'), author('file', 'import')],
    schemes: [],
    tracks: [
      track('Rachel', 'file', 'utterances'),
      track('Ross', 'file', 'utterances'),
      track('mine', 'Anna', 'segments')
    ],
    segments: [
      ...words.map((text, i) => at(`u${i + 1}`, i % 2 === 0 ? 'Rachel' : 'Ross', i, { text })),
      at('m1', 'mine', 0, { label: 'surprise' }),
      at('m3', 'mine', 2, { label: 'joy' })
    ],
    relations,
    runs: [],
    models: [],
    frames: [],
    takes: [],
    traceOptions: { withLag: true, rawTakes: false }
  }
}

const pairsOf = (relations: readonly Relation[]): unknown => {
  const [file] = formats.get('emotion-causes').files(indexDataset(dataset(relations)))
  const [conversation] = JSON.parse([...(file?.text() ?? [])].join('')) as Record<string, unknown>[]
  return conversation?.['emotion-cause_pairs']
}

describe('emotion-cause pairs', () => {
  it('are those of SemEval-2024 task 3: the joy of turn 3, caused by itself (OPN-4)', () => {
    expect(pairsOf([cause('l', 'u3', 'u3')])).toEqual([['3_joy', '3']])
  })

  it('lead to earlier and later turns, from turns and from labels over them', () => {
    expect(pairsOf([cause('k', 'u3', 'u1'), cause('l', 'm1', 'u2')])).toEqual([
      ['3_joy', '1'],
      ['1_surprise', '2']
    ])
  })

  it('carry the words of the cause where they are named', () => {
    expect(pairsOf([cause('l', 'u3', 'u1', { toSpan: { from: 6, to: 13 } })])).toEqual([
      ['3_joy', '1_the job']
    ])
  })

  it('stand with the whole conversation, turns in order of time', () => {
    const [file] = formats.get('emotion-causes').files(indexDataset(dataset([cause('l', 'u3', 'u3')])))
    expect(file?.name).toBe('emotion-causes/Anna.json')
    const [conversation] = JSON.parse([...(file?.text() ?? [])].join('')) as Record<string, unknown>[]
    expect(conversation?.['conversation_ID']).toBe('Dialogue 7')
    expect((conversation?.['conversation'] as unknown[])[2]).toEqual({
      utterance_ID: 3,
      text: 'Yes way!',
      speaker: 'Rachel',
      emotion: 'joy'
    })
  })

  it('leave out a turn without an emotion, and the preview says so', () => {
    const relations = [cause('l', 'u4', 'u3'), cause('k', 'u3', 'u3')]
    expect(pairsOf(relations)).toEqual([['3_joy', '3']])
    const [losses] = annotationLosses(indexDataset(dataset(relations)), ['emotion-causes'])
    expect(losses?.problems[0]?.message).toContain('1 cause link would be left out')
  })
})

describe('links in a dataset', () => {
  const relations = [cause('l', 'u3', 'u1', { toSpan: { from: 6, to: 13 }, comment: 'of course, "yes"' })]
  const fileOf = (format: string, name: string): string => {
    const file = formats
      .get(format)
      .files(indexDataset(dataset(relations)))
      .find((each) => each.name === name)
    return [...(file?.text() ?? [])].join('')
  }

  it('are a table of their own in CSV', () => {
    const [head = '', row = ''] = fileOf('csv', 'links.csv').split('\r\n')
    expect(head.split(',').slice(0, 5)).toEqual(['recording', 'kind', 'author', 'label', 'from_segment_id'])
    expect(row).toContain('Dialogue 7,cause,Anna,,u3')
    expect(row).toContain('6,13,the job')
    expect(row).toContain('"of course, ""yes"""')
  })

  it('are the rows themselves in JSON', () => {
    expect(JSON.parse(fileOf('json', 'links.json'))).toEqual(relations)
  })

  it('have no file where there is none', () => {
    const names = formats
      .get('csv')
      .files(indexDataset(dataset([])))
      .map(({ name }) => name)
    expect(names).not.toContain('links.csv')
  })
})
