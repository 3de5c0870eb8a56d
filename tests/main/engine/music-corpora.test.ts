import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { emopia } from '../../../src/main/engine/corpora/emopia'
import { analysisHere } from '../analysis/analysis-here'
import { readTrace, takesOfTrack } from '../../../src/shared/trace/read-trace'
import type { FileToImport, Project } from '../../../src/main/store'
import { CompareQuery } from '../../../src/shared/contract'
import { mapRatings } from '../../../src/shared/mapping/map-ratings'
import { readMaps } from '../../../src/shared/mapping/map-document'
import { resolveMap } from '../../../src/shared/mapping/scheme-map'
import { sharedData } from '../../fixtures/shared-data'
import { midiBytes } from '../../fixtures/midi-bytes'
import { edit, value } from '../store/project-fixture'
import { add, emptyProject, found, put } from './interchange/through-project'

/** A song as its sound file gives it. */
const song = (id: string, seconds: number): FileToImport => ({
  ...{ path: `/music/${id}.mp3`, name: id, sizeBytes: 1, contentHash: id, container: 'mp3' },
  ...{ playback: 'direct', durationSeconds: seconds, streams: [], tracks: [] }
})

const staticTable = `song_id,valence_mean,valence_std,arousal_mean,arousal_std
108,5.6,0.16,4.2,0.15
372,9,0.1,1,0.2
`
const dynamicTable = `musicId,frameTime,Arousal(mean),Valence(mean)
108,15.0,0.4,0.5
108,15.5,0.45,0.55
108,16.5,0.5,0.6
372,15.0,0.1,0.2
`

describe('tables of PMEmo', () => {
  const withSongs = (): Project => {
    const project = emptyProject()
    add(project, [song('108', 30)])
    add(project, [song('372', 40)])
    return project
  }
  const tracksOf = (project: Project, id: string) => {
    const recording = project.all('recording').find(({ name }) => name === id)
    return project.all('track').filter(({ recordingId }) => recordingId === recording?.id)
  }

  test('give every song its rating from 1 to 9, over its whole length', async () => {
    const project = withSongs()
    add(project, [await found(put('static_annotations.csv', staticTable))])
    const [track] = tracksOf(project, '108')
    const [segment] = project.segmentsOfTrack(track?.id ?? '')
    expect([track?.schemeId, segment?.start, segment?.end]).toEqual(['pmemo-static', 0, 30e6])
    expect(segment?.value).toEqual({ kind: 'ratings', ratings: { valence: 5.6, arousal: 4.2 } })
  })

  test('give every song its values from 0 to 1 twice a second, with a gap where one lacks', async () => {
    const project = withSongs()
    add(project, [await found(put('dynamic_annotations.csv', dynamicTable))])
    const [track] = tracksOf(project, '108')
    if (!track) throw new Error('no track')
    expect(track.trace).toEqual({ mode: 'bounded', rateHz: 2, dims: ['valence', 'arousal'] })
    const trace = readTrace(project, track, takesOfTrack(project, track.id), {
      ...{ withLag: false, from: 15e6, to: 17e6 }
    })
    const rounded = trace.values.map((dim) => [...dim].map((one) => Math.round(one * 100) / 100))
    expect(rounded).toEqual([
      [0.5, 0.55, NaN, 0.6],
      [0.4, 0.45, NaN, 0.5]
    ])
    expect(tracksOf(project, '372')).toHaveLength(1)
  })

  test('meet by the linear map (x − 1) / 8', () => {
    const project = withSongs()
    const scheme = (id: string) => {
      const text = readFileSync(`${import.meta.dirname}/../../../resources/schemes/${id}.json`, 'utf8')
      return {
        ...value(project.apply('a', [{ id: 'scheme-save', input: { document: JSON.parse(text) } }])),
        id
      }
    }
    edit(project, 'a', 'author-save', { id: 'a', name: 'A' })
    scheme('pmemo-dynamic')
    scheme('pmemo-static')
    const [from, to] = ['pmemo-static', 'pmemo-dynamic'].map((id) => project.get('scheme', id))
    const [table] = readMaps(from?.document)
    const map = from && to && table && resolveMap(from, to, table)
    if (!map) throw new Error('no map')
    expect(mapRatings(map, { valence: 9, arousal: 4.2 })).toEqual({ valence: 1, arousal: (4.2 - 1) / 8 })
    expect(mapRatings(map, { valence: 1 })).toEqual({ valence: 0 })
  })

  const folder = sharedData('music', 'pmemo')
  test.skipIf(!folder)('as published hold 767 songs each, every one with both numbers', async () => {
    const [fixed, moving] = await Promise.all(
      ['static', 'dynamic'].map((kind) => found(`${folder}/${kind}_annotations.csv`))
    )
    expect(fixed?.parts).toHaveLength(767)
    expect(moving?.parts).toHaveLength(767)
    const values = (moving?.parts ?? []).flatMap(({ traces }) => [...(traces[0]?.takes[0]?.samples ?? [])])
    // 36,434 lines with two values each; whatever else there is stands for frames that lack.
    expect(values.filter((one) => !Number.isNaN(one))).toHaveLength(2 * 36_434)
    expect(Math.min(...values.filter((one) => !Number.isNaN(one)))).toBeGreaterThanOrEqual(0)
  })
})

describe('names of EMOPIA', () => {
  const clip = { streams: [{ kind: 'notes' }], durationSeconds: 30 } as unknown as Parameters<
    typeof emopia.recognise
  >[1]
  const folder = sharedData('music', 'emopia')
  test.skipIf(!folder)(
    'of its training part parse into 169, 187, 171 and 240 clips of the four quadrants',
    () => {
      const lines = readFileSync(`${folder}/train.csv`, 'utf8').trim().split('\n').slice(1)
      const counts: Record<string, number> = {}
      for (const line of lines) {
        const [name = '', label] = line.split(',')
        const [segment] = emopia.recognise(`${name}.mid`, clip)?.track.segments ?? []
        expect(segment?.label).toBe(label?.trim())
        counts[segment?.label ?? ''] = (counts[segment?.label ?? ''] ?? 0) + 1
      }
      expect(counts).toEqual({ Q1: 169, Q2: 187, Q3: 171, Q4: 240 })
    }
  )

  test('that are none tell nothing', () => {
    for (const name of ['Q5_c6CwY8Gbw0c_4.mid', 'Q3_short_1.mid', 'Q3_c6CwY8Gbw0c_4.txt'])
      expect(emopia.recognise(name, clip)).toBeUndefined()
  })

  test('give accuracy of quadrants, of arousal and of valence from one run', async () => {
    const project = emptyProject()
    // Truth and answer: one right, one wrong in arousal only, one in valence only, one in both.
    const clips = [
      ['Q1', 'Q1'],
      ['Q1', 'Q4'],
      ['Q3', 'Q4'],
      ['Q2', 'Q4']
    ]
    for (const [i, [truth]] of clips.entries()) {
      const notes = midiBytes([{ at: 0, pitch: 60 + i, ticks: 4800 }])
      const file = await found(put(`${truth}_abcdefghij${i}_0.mid`, notes))
      expect(file.group).toBe(`abcdefghij${i}`)
      add(project, [file])
    }
    edit(project, 'm', 'author-save', { id: 'm', name: 'M' })
    for (const id of ['arousal2', 'valence2'])
      edit(project, 'm', 'scheme-save', {
        document: JSON.parse(
          readFileSync(`${import.meta.dirname}/../../../resources/schemes/${id}.json`, 'utf8')
        )
      })
    for (const [i, { id, name, duration }] of project.all('recording').entries()) {
      const [, said] = clips[Number(name.charAt(13))] ?? []
      edit(project, 'm', 'track-create', {
        id: `t${i}`,
        recordingId: id,
        authorId: 'm',
        schemeId: 'russell4q'
      })
      edit(project, 'm', 'segment-create', {
        id: `s${i}`,
        trackId: `t${i}`,
        start: 0,
        end: duration,
        label: said
      })
    }
    const truth = project.all('author').find(({ name }) => name === 'EMOPIA file names')
    const handlers = analysisHere(project)
    const accuracy = async (mapTo?: { schemeId: string; attributeId: string }) => {
      const query = CompareQuery.parse({ referenceAuthorId: truth?.id, candidateAuthorId: 'm', mapTo })
      const { cards } = value(await handlers['compare.report'](query))
      return cards.find(({ id }) => id === 'accuracy')?.value
    }
    expect(await accuracy()).toBe(0.25)
    expect(await accuracy({ schemeId: 'arousal2', attributeId: 'arousal' })).toBe(0.5)
    expect(await accuracy({ schemeId: 'valence2', attributeId: 'valence' })).toBe(0.5)
  })
})
