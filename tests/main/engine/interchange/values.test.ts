import { describe, expect, test } from 'vitest'
import { annotationLosses } from '../../../../src/main/engine/export/annotation-formats'
import { indexDataset } from '../../../../src/main/engine/export/dataset-index'
import type { Segment } from '../../../../src/shared/domain/rows'
import { micros } from '../../../../src/shared/domain/time'
import { add, datasetOf, emptyProject, only, projectWith, put, written } from './through-project'

type Row = Omit<Segment, 'id' | 'trackId'>

const row = (start: number, end: number, more: Partial<Row>): Row => ({
  start: micros(start * 1000),
  end: micros(end * 1000),
  flagged: false,
  ...more
})

const scheme = (id: string, attribute: object) => ({
  id,
  name: id,
  version: '1',
  document: {
    schema: 'affectory.labels/1',
    id,
    name: id,
    version: '1',
    attributes: [{ id: 'a', unit: 'segment', ...attribute }]
  }
})
const labels = ['joy', 'awe', 'fear'].map((id) => ({ id, name: { en: id === 'awe' ? 'Awe & wonder' : id } }))

/** A track of every kind of answer. */
const kinds: readonly { readonly name: string; readonly attribute: object; readonly rows: readonly Row[] }[] =
  [
    {
      name: 'several',
      attribute: { type: 'multilabel', labels },
      rows: [
        row(0, 900, { value: { kind: 'labels', labels: { joy: 2, awe: 5 } } }),
        row(900, 1500, { value: { kind: 'labels', labels: { fear: null, awe: null } } })
      ]
    },
    {
      name: 'shares',
      attribute: { type: 'distribution', labels },
      rows: [row(0, 900, { value: { kind: 'shares', shares: { joy: 0.75, awe: 0.25 } } })]
    },
    {
      name: 'sam',
      attribute: {
        type: 'continuous',
        dims: [
          { id: 'valence', range: [-10, 10] },
          { id: 'arousal', range: [0, 10] }
        ]
      },
      rows: [row(100, 900, { value: { kind: 'ratings', ratings: { valence: -2, arousal: 7.5 } } })]
    },
    {
      name: 'words',
      attribute: { type: 'open-vocabulary', vocabulary: { normalise: ['trim'] } },
      rows: [row(0, 900, { value: { kind: 'terms', terms: ['غاضب', 'süß & "bitter"', '😡'] } })]
    },
    {
      name: 'why',
      attribute: { type: 'free-text' },
      rows: [
        row(0, 900, { value: { kind: 'explanation', text: 'he shouts --> so', clues: ['voice', 'face'] } })
      ]
    },
    {
      name: 'box',
      attribute: { type: 'categorical', labels },
      rows: [
        row(0, 2000, {
          label: 'joy',
          value: {
            kind: 'region',
            shape: 'box',
            keys: [
              { at: 0, x: 0.1, y: 0.2, width: 0.3, height: 0.4 },
              { at: 1_000_000, x: 0.15, y: 0.2, width: 0.3, height: 0.4, hidden: true }
            ]
          }
        })
      ]
    }
  ]

function project() {
  const made = emptyProject()
  add(made, [
    {
      path: '/m/film.mp4',
      name: 'film',
      sizeBytes: 1,
      contentHash: 'h',
      container: 'mp4',
      playback: 'direct',
      durationSeconds: 10,
      streams: [],
      tracks: kinds.map(({ name, rows }) => ({
        name,
        authorName: 'Kim',
        schemeId: `s-${name}`,
        attributeId: 'a',
        kind: 'segments',
        segments: rows
      })),
      schemes: kinds.map(({ name, attribute }) => scheme(`s-${name}`, attribute))
    } as Parameters<typeof add>[1][number]
  ])
  return made
}

const valuesOf = (one: ReturnType<typeof emptyProject>) =>
  one
    .all('track')
    .toSorted((a, b) => a.position - b.position)
    .flatMap(({ id, name }) =>
      one.segmentsOfTrack(id).map(({ start, end, label, value }) => ({ name, start, end, label, value }))
    )

describe('answers beyond one label', () => {
  for (const format of ['elan', 'textgrid', 'webvtt'])
    test(`${format}: labels with intensities, shares, ratings, words, reasons and boxes come back as they were`, async () => {
      const before = project()
      const file = { elan: 'film.eaf', textgrid: 'film.TextGrid', webvtt: 'film.vtt' }[format] ?? ''
      const after = valuesOf(await projectWith(put(file, only(before, format))))
      const strip = (all: ReturnType<typeof valuesOf>) =>
        JSON.parse(
          JSON.stringify(all.toSorted((a, b) => a.name.localeCompare(b.name))).replaceAll('awe-wonder', 'awe')
        ) as unknown
      expect(strip(after)).toEqual(strip(valuesOf(before)))
      const codes = annotationLosses(indexDataset(datasetOf(before)), [format as 'elan'])[0]?.problems.map(
        ({ code }) => code
      )
      expect(codes?.filter((code) => code.startsWith('loss.value'))).toEqual([])
    })

  test('Label Studio: several labels, ratings, words, reasons and boxes come back; intensities and shares are told as lost', async () => {
    const before = project()
    const after = valuesOf(await projectWith(put('film.json', only(before, 'label-studio'))))
    expect(after.map(({ name, label, value }) => [name, label, value])).toMatchObject([
      ['several', 'awe-wonder', { labels: { joy: null, 'awe-wonder': null } }],
      ['several', expect.any(String), { labels: { fear: null, 'awe-wonder': null } }],
      ['shares', expect.any(String), undefined],
      ['sam', undefined, { ratings: { valence: -2, arousal: 7.5 } }],
      ['words', undefined, { terms: ['غاضب', 'süß & "bitter"', '😡'] }],
      ['why', undefined, { text: 'he shouts --> so', clues: ['voice', 'face'] }],
      ['box', 'joy', kinds[5]?.rows[0]?.value]
    ])
    const codes = annotationLosses(indexDataset(datasetOf(before)), ['label-studio'])[0]?.problems.map(
      ({ code }) => code
    )
    expect(codes).toEqual(expect.arrayContaining(['loss.value-labels', 'loss.value-shares']))
    expect(codes).not.toContain('loss.value-region')
  })

  test('formats with one text tell every kind of answer that they lose', () => {
    const problems = annotationLosses(indexDataset(datasetOf(project())), ['srt', 'boris', 'audacity'])
    for (const { problems: told } of problems)
      expect(told.map(({ code }) => code)).toEqual(
        expect.arrayContaining([
          'loss.value-labels',
          'loss.value-shares',
          'loss.value-ratings',
          'loss.value-terms',
          'loss.value-explanation',
          'loss.value-region'
        ])
      )
  })

  test('points are points of Praat, BORIS and Audacity, and a millisecond of ELAN that is told', async () => {
    const before = await projectWith(
      put('a.TextGrid', '"ooTextFile" "TextGrid" 0 4 <exists> 1 "TextTier" "clicks" 0 4 3 1 "k" 2 "k" 3 "k"')
    )
    expect(before.all('track')).toMatchObject([{ kind: 'points' }])
    expect(only(before, 'textgrid')).toMatch(/TextTier[\s\S]*number = 1 /)
    expect(only(before, 'audacity')).toBe(
      '1.000000\t1.000000\tk\n2.000000\t2.000000\tk\n3.000000\t3.000000\tk\n'
    )
    const boris = JSON.parse(only(before, 'boris')) as {
      behaviors_conf: Record<string, { type: string }>
      observations: Record<string, { events: unknown[] }>
    }
    expect(Object.values(boris.behaviors_conf).map(({ type }) => type)).toEqual(['Point event'])
    expect(Object.values(boris.observations)[0]?.events.length).toBe(3)
    const [elan] = annotationLosses(indexDataset(datasetOf(before)), ['elan'])
    // A plain grid says nothing that its rows do not say.
    expect(elan?.problems.map(({ code }) => code)).toEqual(['loss.moments'])
    for (const format of ['textgrid', 'audacity', 'boris']) {
      const name = { textgrid: 'b.TextGrid', audacity: 'b.txt', boris: 'b.boris' }[format] ?? ''
      const after = await projectWith(put(name, [...written(before, format).values()][0] ?? ''))
      const [track] = after.all('track')
      expect([format, track?.kind]).toEqual([format, 'points'])
      expect(after.segmentsOfTrack(track?.id ?? '').map(({ start, end }) => [start, end])).toEqual([
        [1_000_000, 1_000_001],
        [2_000_000, 2_000_001],
        [3_000_000, 3_000_001]
      ])
    }
  })

  test('a segment about another person gets a tier of that person, or is told as lost', () => {
    const one = project()
    const [track] = one.all('track')
    const [segment] = one.segmentsOfTrack(track?.id ?? '')
    const made = one.apply(track?.authorId ?? '', [
      { id: 'person-save', input: { id: 'p1', name: 'Zoë', color: '#112233' } },
      { id: 'segment-set', input: { ids: [segment?.id ?? ''], patch: { personId: 'p1' } } }
    ])
    if (!made.ok) throw new Error(made.error.message)
    expect(only(one, 'elan')).toContain('TIER_ID="several (Zoë)" PARTICIPANT="Zoë"')
    const told = annotationLosses(indexDataset(datasetOf(one)), ['elan', 'textgrid'])
    expect(told.map(({ problems }) => problems.some(({ code }) => code === 'loss.segment-persons'))).toEqual([
      false,
      true
    ])
  })

  test('the scored parts of a UEM file are found whatever the case of the track name', async () => {
    const one = await projectWith(put('Scored.txt', '1.5\t2.5\tyes, this one\n'))
    expect(one.all('track').map(({ name }) => name)).toEqual(['Scored'])
    expect(only(one, 'uem')).toBe('Scored 1 1.5 2.5\n')
  })
})
