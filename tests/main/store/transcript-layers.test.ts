import { describe, expect, it } from 'vitest'
import type { FileToImport } from '../../../src/main/store'
import { micros } from '../../../src/shared/domain/time'
import { ekman7, minuteOfVideo, newProject, value } from './project-fixture'

const transcriptFile = (name: string, words: readonly string[], nominalTimes = false): FileToImport => ({
  path: `/media/${name}.srt`,
  name,
  sizeBytes: 10,
  contentHash: `hash-of-${name}`,
  container: 'subrip',
  playback: 'none',
  durationSeconds: words.length,
  streams: [],
  tracks: [
    {
      name: 'Anna',
      authorName: 'Transcript file',
      schemeId: 'ekman7',
      attributeId: 'emotion',
      kind: 'utterances',
      ...(nominalTimes ? { nominalTimes } : {}),
      segments: words.map((text, i) => ({
        start: micros(i * 1e6),
        end: micros(i * 1e6 + 900_000),
        text,
        flagged: false
      }))
    }
  ]
})

describe('a transcript added to a recording', () => {
  it('that has none is its transcript; a second one is a layer named after its file', () => {
    const project = newProject()
    const { recordingId: into } = value(project.commitImported(minuteOfVideo()))
    const add = (file: FileToImport) => value(project.commitImported(file, { into, schemes: [ekman7] }))
    add(transcriptFile('talk', ['one', 'two']))
    add(transcriptFile('whisper', ['won', 'two']))
    expect(project.all('track').map(({ layer }) => layer)).toEqual([undefined, 'whisper'])
    expect(project.all('recording')).toHaveLength(1)
  })

  it('without times takes those of the transcript that has as many turns', () => {
    const project = newProject()
    const { recordingId: into } = value(project.commitImported(minuteOfVideo()))
    const add = (file: FileToImport) => value(project.commitImported(file, { into, schemes: [ekman7] }))
    add(transcriptFile('talk', ['one', 'two']))
    const [id = ''] = add(transcriptFile('plain', ['won', 'too'], true)).trackIds
    expect(project.segmentsOfTrack(id).map(({ start, end }) => [start, end])).toEqual([
      [0, 900_000],
      [1_000_000, 1_900_000]
    ])
    expect(project.get('track', id)?.extra).toBeUndefined()
  })

  it('without times is spread over the recording otherwise, which stays as long as it is', () => {
    const project = newProject()
    const { recordingId: into } = value(project.commitImported(minuteOfVideo()))
    const words = Array.from({ length: 120 }, (_, i) => `turn ${i}`)
    const [id = ''] = value(
      project.commitImported(transcriptFile('plain', words, true), { into, schemes: [ekman7] })
    ).trackIds
    expect(project.segmentsOfTrack(id).at(-1)?.end).toBe(60_000_000)
    expect(project.get('recording', into)?.duration).toBe(60_000_000)
    expect(project.get('track', id)?.extra).toEqual({ transcript: { nominalTimes: true } })
  })
})
