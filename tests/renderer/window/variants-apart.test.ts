import { expect, test } from 'vitest'
import { authorEntries } from '../../../src/renderer/session/author-entries'
import { indexProject } from '../../../src/renderer/session/project-index'
import { arranged, withoutTracks } from '../../../src/renderer/session/recording-segments'
import type { ProjectSnapshot } from '../../../src/shared/contract'
import type { Author, Segment, Track } from '../../../src/shared/domain/rows'
import { micros } from '../../../src/shared/domain/time'
import { baseModelId, isVariantId, variantModelId } from '../../../src/shared/variants/variant-model-id'

const author = (id: string, modelId: string): Author => ({
  ...{
    id,
    kind: 'model',
    name: id,
    color: '#888',
    perspective: 'model',
    modelId,
    synthetic: false,
    position: 0
  }
})
const track = (id: string, authorId: string): Track => ({
  ...{ id, recordingId: 'r', authorId, schemeId: 's', attributeId: 'emotion', name: id, kind: 'segments' },
  ...{ overlap: 'allowed', position: 0, locked: false }
})
const segment = (id: string, trackId: string): Segment => ({
  ...{ id, trackId, start: micros(0), end: micros(5), label: 'anger', flagged: false }
})
const noisy = variantModelId('m', { kind: 'perturbation', change: 'white-noise', level: 10, seed: 1 })
const snapshot = {
  ...{ recordings: [], files: [], streams: [], persons: [], schemes: [], runs: [], takes: [] },
  authors: [author('model', 'm'), author('worse', noisy)],
  tracks: [track('own', 'model'), track('hidden', 'worse')],
  counts: ['own', 'hidden'].map((trackId) => ({ trackId, segments: 1, labelled: 1, labelledTime: micros(5) }))
} as unknown as ProjectSnapshot

test('the id of a variant leads back to its model and is told from it', () => {
  expect(noisy).toBe('m+white-noise=10,seed=1')
  expect([baseModelId(noisy), baseModelId('m')]).toEqual(['m', 'm'])
  expect([noisy, 'm', undefined].map(isVariantId)).toEqual([true, false, false])
})

test('tracks of a variant stand in no list of tracks, and its author among no authors to choose from', () => {
  const index = indexProject(snapshot)
  expect([...index.tracks.keys()]).toEqual(['own'])
  expect(index.tracksByRecording.get('r')?.map(({ id }) => id)).toEqual(['own'])
  expect([...index.variantTracks]).toEqual(['hidden'])
  expect(authorEntries(index).map(({ author: { id } }) => id)).toEqual(['model'])
  // Its name is still known, for the views that show it.
  expect(index.authors.get('worse')?.name).toBe('worse')
})

test('rows that came before the author was known to be a variant go', () => {
  const before = new Map([['r', arranged([segment('a', 'own'), segment('b', 'hidden')], [])]])
  const after = withoutTracks(before, new Set(['hidden']))
  expect(after.get('r')?.all.map(({ id }) => id)).toEqual(['a'])
  expect([...(after.get('r')?.byTrack.keys() ?? [])]).toEqual(['own'])
  expect(withoutTracks(before, new Set(['another']))).toBe(before)
})
