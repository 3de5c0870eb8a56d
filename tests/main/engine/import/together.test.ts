import { describe, expect, it } from 'vitest'
import { stemOf, together } from '../../../../src/main/engine/import/together'

/** Groups as they read: "P01: P01.mp4 P01.srt". */
const groups = (...paths: readonly string[]): readonly string[] =>
  together(paths.map((path) => `/data/${path}`)).map(
    ({ name, paths: files }) =>
      `${name === undefined ? '' : `${name}: `}${files.map((file) => file.replace('/data/', '')).join(' ')}`
  )

describe('files that are imported together', () => {
  it('are one recording when their names share a stem: video, sound, signals, then text', () => {
    expect(groups('P01-eeg.edf', 'P01.srt', 'P01.mp4', 'P01_mic.wav')).toEqual([
      'P01: P01.mp4 P01_mic.wav P01-eeg.edf P01.srt'
    ])
    expect(groups('sub-01_task-emo_eeg.edf', 'sub-01_task-emo_video.mp4')).toEqual([
      'sub-01_task-emo: sub-01_task-emo_video.mp4 sub-01_task-emo_eeg.edf'
    ])
    expect(groups('talk.mp4', 'talk.en.srt', 'talk.pt-BR.vtt')).toEqual([
      'talk: talk.mp4 talk.en.srt talk.pt-BR.vtt'
    ])
    expect(groups('P1_cam1.mp4', 'P1_cam2.mp4')).toEqual(['P1: P1_cam1.mp4 P1_cam2.mp4'])
  })

  it('stay apart when numbers or other words tell them apart', () => {
    const apart = (...paths: readonly string[]) => expect(groups(...paths)).toEqual(paths)
    apart('take1.mp4', 'take2.mp4', 'take10.mp4')
    apart('clip.wav', 'clip_2.wav', 'clip-3.wav')
    apart('03a01Fa.wav', '03a01Nc.wav')
    apart('03-01-05-01-01-01-01.wav', '03-01-05-01-01-02-01.wav')
    apart('P01_happy.mp4', 'P01_sad.mp4')
    apart('video.mp4', 'audio.wav')
  })

  it('stay apart in different folders, and when they are of a kind that cannot be read', () => {
    expect(groups('a/P01.mp4', 'b/P01.srt')).toEqual(['a/P01.mp4', 'b/P01.srt'])
    expect(groups('P01.mp4', 'P01.docx')).toEqual(['P01.mp4', 'P01.docx'])
  })

  it('stay apart when one is another version of the other', () => {
    expect(groups('h264.mp4', 'h264.mov', 'h264.srt')).toEqual(['h264.mp4', 'h264.mov', 'h264.srt'])
  })

  it('keep their place in the order of the import', () => {
    expect(groups('A.mp4', 'B.mp4', 'A.srt')).toEqual(['A: A.mp4 A.srt', 'B.mp4'])
  })

  it('never lose a name that is nothing but such words', () => {
    expect(['eeg.edf', 'front-cam.mp4', 'single_face.mp4', 'P01 - voice.wav'].map(stemOf)).toEqual([
      'eeg',
      'front',
      'single',
      'P01'
    ])
  })
})
