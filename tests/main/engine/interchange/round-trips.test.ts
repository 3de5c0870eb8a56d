import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { annotationFormats } from '../../../../src/main/engine/export/annotation-formats'
import { indexDataset } from '../../../../src/main/engine/export/dataset-index'
import { interchange } from '../../../../src/main/engine/interchange'
import type { AnnotationDocument } from '../../../../src/main/engine/interchange/document'
import { KeptDocument, KeptTier } from '../../../../src/main/engine/interchange/kept'
import type { ExportDataset, ImportedFile } from '../../../../src/main/engine/protocol'
import type { Segment, Track } from '../../../../src/shared/domain/rows'
import { micros } from '../../../../src/shared/domain/time'
import { documents, lineWords, nastyWords, type Shape } from './documents'
import { found, projectWith, put, read, written } from './through-project'

/** What a format holds of rows, and under which name its file is known. */
interface Held extends Shape {
  readonly file: string
  readonly labels: 'none' | 'one' | 'several'
}

const long = fc.constantFrom('a', '怒', '😡 ', 'غضب ').map((unit) => unit.repeat(3000).trim())
const words = fc.oneof({ weight: 12, arbitrary: nastyWords }, { weight: 1, arbitrary: long })
const line = words.map((text) => text.replace(/\s+/g, ' '))
/** A blank line ends a cue. */
const cueWords = words.map((text) => text.replace(/\s*\n\s*/g, '\n'))

const formats: Readonly<Record<string, Held>> = {
  elan: {
    file: 'out.eaf',
    resolution: 1000,
    labels: 'several',
    text: 'also',
    facts: true,
    person: true,
    annotator: true,
    scheme: true,
    words
  },
  textgrid: { file: 'out.TextGrid', resolution: 1, labels: 'none', text: 'one', words },
  'textgrid-short': { file: 'out.TextGrid', resolution: 1, labels: 'none', text: 'one', words },
  webvtt: {
    file: 'out.vtt',
    resolution: 1000,
    overlap: true,
    labels: 'several',
    text: 'none',
    facts: true,
    words: cueWords
  },
  nova: {
    file: 'out.annotation',
    resolution: 1,
    overlap: true,
    labels: 'one',
    text: 'none',
    tiers: 1,
    person: true,
    annotator: true,
    scheme: true,
    words: lineWords
  },
  'label-studio': {
    file: 'out.json',
    resolution: 1,
    overlap: true,
    moments: true,
    labels: 'several',
    text: 'also',
    facts: true,
    annotator: true,
    words
  },
  boris: { file: 'out.boris', resolution: 1, labels: 'one', text: 'none', words: line },
  via: {
    file: 'out.json',
    resolution: 1,
    overlap: true,
    moments: true,
    labels: 'several',
    text: 'none',
    scheme: true,
    words
  },
  audacity: {
    file: 'out.txt',
    resolution: 1,
    overlap: true,
    moments: true,
    labels: 'none',
    text: 'one',
    tiers: 1,
    words: line
  }
}

const runs = { numRuns: 6, seed: 20260102 }

/** Files of a format by name, as the project writes them. */
function filesOf(format: string, dataset: ExportDataset): ReadonlyMap<string, string> {
  const writer = annotationFormats.find(({ id }) => id === format)
  const files = writer?.files(indexDataset(dataset)) ?? []
  return new Map(files.map(({ name, text }) => [name.slice(format.length + 1), [...text()].join('')]))
}

describe('from a file through a project to a file', () => {
  for (const [format, held] of Object.entries(formats))
    test(`${format}: the file that a project writes says what the file it was given said`, async () => {
      await fc.assert(
        fc.asyncProperty(documents(held), async (made) => {
          const given = interchange.get(format).write?.(made, 'out') ?? []
          const texts = new Map(given.map(({ name, bytes }) => [name, new TextDecoder().decode(bytes)]))
          const name = [...texts.keys()].find((one) => !one.endsWith('~')) ?? ''
          const before = read(
            format.replace('-short', ''),
            texts.get(name) ?? '',
            held.file,
            texts.get(`${name}~`)
          )
          const path = put(held.file, texts.get(name) ?? '')
          if (texts.has(`${name}~`)) {
            const { writeFileSync } = await import('node:fs')
            writeFileSync(`${path}~`, texts.get(`${name}~`) ?? '')
          }
          const out = written(await projectWith(path), format)
          const again = [...out.keys()].find((one) => !one.endsWith('~')) ?? ''
          const after = read(
            format.replace('-short', ''),
            out.get(again) ?? '',
            held.file,
            out.get(`${again}~`)
          )
          expect(comparable(after)).toEqual(comparable(before))
        }),
        runs
      )
    })
})

/** Without what an export renews, and with ids by their place: formats number what has no name of its own. */
function comparable(document: AnnotationDocument) {
  return {
    schemes: document.schemes.map(({ extra: _, ...scheme }) => scheme),
    tiers: document.recordings.flatMap(({ tiers }) =>
      tiers.map((tier) =>
        tier.kind === 'spans'
          ? {
              name: tier.name,
              person: tier.person,
              annotator: tier.annotator,
              scheme: tier.schemeId,
              extra: tier.extra,
              spans: tier.spans
                .map(({ id: _, extra: __, parent: ___, ...span }) =>
                  JSON.stringify(span, Object.keys(span).sort())
                )
                .sort()
            }
          : { name: tier.name }
      )
    )
  }
}

describe('from a project through a file to a project', () => {
  for (const [format, held] of Object.entries(formats))
    test(`${format}: labels, words and times are those that were written`, async () => {
      await fc.assert(
        fc.asyncProperty(documents({ ...held, moments: false, annotator: true }), async (made) => {
          const dataset = datasetFrom(made)
          const out = filesOf(format, dataset)
          const all: string[] = []
          for (const [name, text] of out) {
            if (name.endsWith('~')) continue
            const path = put(held.file, text)
            const { writeFileSync } = await import('node:fs')
            if (out.has(`${name}~`)) writeFileSync(`${path}~`, out.get(`${name}~`) ?? '')
            all.push(...contentOf(await found(path), format))
          }
          const expected = dataset.segments.map((segment) =>
            [segment.start, segment.end, labelsIn(segment).toSorted().join('|'), segment.text ?? ''].join(' ')
          )
          expect(all.toSorted()).toEqual(expected.toSorted())
        }),
        runs
      )
    })

  test('a project without tracks is written in every format, and what is written is no crash to read', () => {
    const dataset = datasetFrom({
      schemes: [],
      recordings: [{ name: 'ا & b', media: [], tiers: [], links: [] }]
    })
    for (const { id } of annotationFormats)
      for (const [name, text] of filesOf(id, dataset)) {
        if (name.endsWith('~')) continue
        const result = interchange.get(id).read({ name, bytes: new TextEncoder().encode(text) })
        if (!result.ok) expect(result.error.message).toMatch(/\.$/)
      }
  })
})

const labelsIn = (segment: Segment): readonly string[] =>
  segment.value?.kind === 'labels'
    ? Object.keys(segment.value.labels)
    : segment.label === undefined
      ? []
      : [segment.label]

/** Segments as import found them, with labels under the names they had in the file. */
function contentOf(file: ImportedFile, format: string): readonly string[] {
  const key = format.replace('-short', '')
  const schemes = file.streams.flatMap(
    ({ info }) => KeptDocument.safeParse(info.extra?.[key]).data?.schemes ?? []
  )
  return file.tracks.flatMap((track) => {
    const kept = KeptTier.safeParse(track.extra?.[key]).data
    const named = (label: string): string => {
      const theirs = kept?.labels?.[label] ?? label
      const scheme = schemes.find(({ id }) => id === kept?.scheme)
      return scheme?.labels.find(({ id }) => id === theirs)?.name ?? theirs
    }
    return track.segments.map((segment) => {
      const labels = labelsIn({ ...segment, id: '', trackId: '' }).map(named)
      const asText = kept?.asText === true
      return [
        segment.start,
        segment.end,
        asText ? '' : labels.toSorted().join('|'),
        asText ? labels.join('') : (segment.text ?? '')
      ].join(' ')
    })
  })
}

/** Rows that say what a document says; labels are their own ids. */
function datasetFrom(document: AnnotationDocument): ExportDataset {
  const tiers = document.recordings[0]?.tiers.filter((tier) => tier.kind === 'spans') ?? []
  const names = [...new Set(tiers.flatMap(({ spans }) => spans.flatMap(({ labels }) => labels)))]
  const several = tiers.some(({ spans }) => spans.some(({ labels }) => labels.length > 1))
  const scheme = {
    id: 'mine',
    name: 'Mine',
    version: '1',
    document: {
      schema: 'affectory.labels/1',
      id: 'mine',
      name: 'Mine',
      attributes: [
        {
          id: 'a',
          type: several ? 'multilabel' : 'categorical',
          unit: 'segment',
          labels: names.map((id) => ({ id, name: { en: id } }))
        }
      ]
    }
  }
  const tracks = tiers.map((tier, position): Track => ({
    id: `t${position}`,
    recordingId: 'r',
    authorId: `author ${tier.annotator ?? 'r'}`,
    schemeId: 'mine',
    attributeId: 'a',
    name: tier.name,
    kind: tier.spans.some(({ labels }) => labels.length > 0) ? 'segments' : 'utterances',
    overlap: 'allowed',
    position,
    locked: false
  }))
  const segments = tiers.flatMap((tier, position) =>
    tier.spans.map((span): Segment => ({
      id: `s${position}-${span.id}`,
      trackId: `t${position}`,
      start: span.start,
      end: span.end,
      flagged: false,
      ...(span.labels[0] === undefined ? {} : { label: span.labels[0] }),
      ...(span.labels.length > 1
        ? { value: { kind: 'labels', labels: Object.fromEntries(span.labels.map((one) => [one, null])) } }
        : {}),
      ...(span.text === undefined ? {} : { text: span.text }),
      ...(span.confidence === undefined ? {} : { confidence: span.confidence }),
      ...(span.intensity === undefined ? {} : { intensity: span.intensity }),
      ...(span.comment === undefined ? {} : { comment: span.comment })
    }))
  )
  return {
    projectName: 'P',
    projectId: 'p',
    revision: 1,
    appVersion: '1',
    createdAt: '2026-01-02T03:04:05.000Z',
    synthetic: false,
    recordings: [
      {
        id: 'r',
        name: 'out',
        duration: micros(segments.reduce((end, segment) => Math.max(end, segment.end), 1_000_000)),
        position: 1
      }
    ],
    files: [],
    streams: [],
    persons: [],
    authors: [...new Set(tracks.map(({ authorId }) => authorId))].map((id, position) => ({
      id,
      kind: 'human',
      name: id,
      color: '#ffffff',
      perspective: 'observer',
      synthetic: false,
      position
    })),
    schemes: [scheme],
    tracks,
    segments,
    runs: [],
    models: [],
    relations: [],
    frames: [],
    takes: [],
    traceOptions: { withLag: true, rawTakes: false }
  }
}
