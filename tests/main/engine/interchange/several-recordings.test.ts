import { describe, expect, test } from 'vitest'
import type { FileToImport } from '../../../../src/main/store'
import { add, emptyProject, found, only, put, read } from './through-project'

const film = (path: string): FileToImport => ({
  path,
  name: (path.split('/').at(-1) ?? path).replace(/\.[^.]*$/, ''),
  sizeBytes: 1,
  contentHash: path,
  container: 'mp4',
  playback: 'direct',
  durationSeconds: 60,
  streams: [],
  tracks: []
})

const event = (time: number, code: string, modifiers = '') => [time, 'cat', code, modifiers, '', 'NA']
const observation = (path: string, ...events: unknown[]) => ({
  file: { '1': [path], '2': [] },
  type: 'MEDIA',
  date: '2024-01-01T00:00:00',
  description: 'as seen',
  'time offset': 0,
  events,
  independent_variables: { weather: 'rain' },
  media_info: { length: { [path]: 60 }, fps: { [path]: 25 } },
  visualize_spectrogram: true
})
const boris = {
  time_format: 'hh:mm:ss',
  project_name: 'Cats',
  project_description: 'kept',
  project_format_version: '7.0',
  subjects_conf: { '0': { key: 'c', name: 'cat', description: 'the grey one' } },
  behaviors_conf: {
    '0': {
      type: 'State event',
      key: 'p',
      code: 'play',
      description: 'with wool',
      color: '#FF0000',
      modifiers: { '0': { name: 'toy', type: 0, values: ['wool', 'mouse'] } }
    },
    '1': { type: 'Point event', key: 'm', code: 'meow', description: '' }
  },
  independent_variables: { '0': { label: 'weather', type: 'text' } },
  converters: { x: 1 },
  observations: {
    'Obs 1': observation(
      'C:\\data\\Talk.MP4',
      event(1, 'play', 'wool'),
      event(2, 'meow'),
      event(3, 'play', 'wool')
    ),
    'Obs 2': observation('/elsewhere/second clip.avi', event(4, 'meow')),
    'Obs 3': observation('/elsewhere/gone.avi', event(5, 'meow'))
  }
}

describe('a file with labels of several recordings', () => {
  test('each observation of BORIS goes to the recording of its media, whatever folder and case, and those without are named', async () => {
    const project = emptyProject()
    add(project, [film('/m/talk.mp4')])
    add(project, [film('/m/Second Clip.mkv')])
    const done = add(project, [await found(put('cats.boris', JSON.stringify(boris)))])
    expect(done.skipped).toMatchObject([{ code: 'import.no-recording-for', severity: 'warning' }])
    expect(done.skipped[0]?.message).toContain('gone.avi')
    const names = new Map(project.all('recording').map(({ id, name }) => [id, name]))
    expect(project.all('recording').length).toBe(2)
    expect(
      project
        .all('track')
        .map(({ id, recordingId, name, kind }) => [
          names.get(recordingId),
          name,
          kind,
          project.segmentsOfTrack(id).map(({ start, end, label }) => [start, end, label])
        ])
    ).toEqual([
      ['talk', 'cat', 'segments', [[1_000_000, 3_000_000, 'play']]],
      ['talk', 'cat (points)', 'points', [[2_000_000, 2_000_001, 'meow']]],
      ['Second Clip', 'cat', 'points', [[4_000_000, 4_000_001, 'meow']]]
    ])
    // One edit, one undo.
    const author = project.history({ limit: 1 })[0]?.authorId ?? ''
    expect(project.undo(author).ok).toBe(true)
    expect(project.all('track')).toEqual([])
  })

  test('and is written again with its project, modifiers and variables', async () => {
    const project = emptyProject()
    add(project, [film('/m/talk.mp4')])
    add(project, [film('/m/Second Clip.mkv')])
    add(project, [await found(put('cats.boris', JSON.stringify(boris)))])
    const out = JSON.parse(only(project, 'boris')) as typeof boris
    const { observations, ...rest } = out
    const { observations: before, ...whole } = boris
    expect(rest).toEqual({
      ...whole,
      behaviors_conf: expect.objectContaining({
        '0': expect.objectContaining(boris.behaviors_conf['0']) as unknown,
        '1': expect.objectContaining(boris.behaviors_conf['1']) as unknown
      }) as unknown
    })
    expect(observations['Obs 1']).toEqual(before['Obs 1'])
    expect(observations['Obs 2']).toEqual(before['Obs 2'])
  })

  test('is refused, naming the media, when the project has none of them', async () => {
    const file = await found(put('cats.boris', JSON.stringify(boris)))
    const refused = emptyProject().commitTogether([file], { schemes: [...(file.schemes ?? [])] })
    expect(refused.ok ? '' : refused.error.message).toMatch(/Talk\.MP4.*gone\.avi/)
  })

  test('tasks of Label Studio and views of VIA find their recordings too, and keep what is not shown', async () => {
    const task = (id: number, video: string, start: number) => ({
      id,
      data: { video, reviewer: 'Zoë' },
      meta: { batch: id },
      total_annotations: 1,
      annotations: [
        {
          id: 10 + id,
          completed_by: { id: 2, email: 'r@x.org' },
          lead_time: 3.5,
          result: [
            {
              id: 'r',
              from_name: 'e',
              to_name: 'v',
              type: 'labels',
              value: { start, end: start + 1, labels: ['joy', 'new'] }
            },
            { id: 'poly', from_name: 'p', to_name: 'v', type: 'polygonlabels', value: { points: [[1, 2]] } }
          ]
        }
      ],
      predictions: []
    })
    const tasks = [task(1, '/data/upload/talk.mp4', 1), task(2, 'https://x.org/Second%20Clip.mp4?t=1', 2)]
    const project = emptyProject()
    add(project, [film('/m/talk.mp4')])
    add(project, [film('/m/Second Clip.mkv')])
    add(project, [await found(put('p.json', JSON.stringify(tasks)))])
    expect(project.all('track').length).toBe(2)
    expect(JSON.parse(only(project, 'label-studio'))).toEqual(tasks)
    const via = {
      project: {
        pid: 'x',
        rev: '1',
        pname: 'v',
        data_format_version: '3.1.1',
        creator: 'c',
        created: 5,
        vid_list: ['1', '2']
      },
      config: { file: { loc_prefix: { '1': '' } }, ui: { color: 'red' } },
      attribute: {
        '1': {
          aname: 'mood',
          anchor_id: 'FILE1_Z2_XY0',
          type: 3,
          desc: 'd',
          options: { '0': 'low', '1': 'high' },
          default_option_id: '0'
        }
      },
      file: {
        '1': { fid: '1', fname: 'talk.mp4', type: 4, loc: 1, src: '' },
        '2': { fid: '2', fname: 'Second Clip.mp4', type: 4, loc: 1, src: '' }
      },
      view: { '1': { fid_list: ['1'] }, '2': { fid_list: ['2'] } },
      metadata: {
        m1: { vid: '1', flg: 0, z: [1, 2], xy: [], av: { '1': '1' } },
        m2: { vid: '2', flg: 1, z: [3], xy: [], av: { '1': '0' } },
        m3: { vid: '2', flg: 0, z: [3], xy: [2, 1, 1, 5, 5], av: { '1': '0' } }
      }
    }
    const other = emptyProject()
    add(other, [film('/m/talk.mp4')])
    add(other, [film('/m/Second Clip.mkv')])
    add(other, [await found(put('v.json', JSON.stringify(via)))])
    expect(JSON.parse(only(other, 'via'))).toEqual(via)
  })

  test('an ELAN file with several media is about one recording', () => {
    const document = read(
      'elan',
      '<ANNOTATION_DOCUMENT><HEADER><MEDIA_DESCRIPTOR MEDIA_URL="file:///a.mp4" MIME_TYPE="x"/><MEDIA_DESCRIPTOR MEDIA_URL="file:///b.wav" MIME_TYPE="y"/></HEADER><TIME_ORDER/></ANNOTATION_DOCUMENT>'
    )
    expect(document.recordings.map(({ media }) => media.map(({ path }) => path))).toEqual([
      ['file:///a.mp4', 'file:///b.wav']
    ])
  })
})
