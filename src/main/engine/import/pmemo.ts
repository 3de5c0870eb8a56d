import { readFile } from 'node:fs/promises'
import { fromSeconds, micros } from '../../../shared/domain/time'
import type { ImportedPart } from '../../../shared/domain/imported'
import { splitRow } from '../../../shared/tables/split-row'
import type { FileFormat, Found } from './format'
import { failed } from './format'
import { headText } from './text-file'

/** Seconds from one value of the dynamic table to the next. */
const STEP_SECONDS = 0.5

const STATIC = ['song_id', 'valence_mean', 'arousal_mean']
const DYNAMIC = ['musicId', 'frameTime', 'Arousal(mean)', 'Valence(mean)']
const AUTHOR = 'PMEmo raters (mean)'

/**
 * Tables of PMEmo (Zhang et al. 2018, ICMR): mean valence and arousal of a song from 1 to 9, or every half second from 0 to 1.
 * Each song goes to the recording that has its number as a name (`108.mp3`).
 */
export const pmemo: FileFormat = {
  id: 'pmemo',
  name: 'annotations of PMEmo (csv)',
  extensions: ['csv'],
  probe: ({ extension, head }) => extension === 'csv' && kindOf(headText(head)) !== undefined,
  async read(file) {
    const text = await readFile(file.path, 'utf8')
    const [first = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
    const header = splitRow(first, ',').map((name) => name.trim())
    const rows = lines.filter((line) => line.trim() !== '').map((line) => splitRow(line, ','))
    const kind = kindOf(first)
    const songs = kind === 'static' ? staticSongs(header, rows) : dynamicSongs(header, rows)
    if (typeof songs === 'string')
      return failed(file, 'damaged', songs, 'Copy the table again from where it was published.')
    return {
      ok: true,
      value: {
        container: 'csv',
        playback: 'none',
        durationSeconds: 0,
        streams: [],
        tracks: [],
        parts: songs,
        warnings: []
      } satisfies Found
    }
  }
}

function kindOf(text: string): 'static' | 'dynamic' | undefined {
  const [first = ''] = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  const names = new Set(first.split(',').map((name) => name.trim()))
  if (STATIC.every((name) => names.has(name))) return 'static'
  return DYNAMIC.every((name) => names.has(name)) ? 'dynamic' : undefined
}

type Rows = readonly (readonly string[])[]

function staticSongs(header: readonly string[], rows: Rows): readonly ImportedPart[] | string {
  const cell = cells(header)
  const songs: ImportedPart[] = []
  for (const [at, row] of rows.entries()) {
    const id = row[header.indexOf('song_id')]?.trim() ?? ''
    const [valence, arousal] = [cell(row, 'valence_mean'), cell(row, 'arousal_mean')]
    if (id === '' || Number.isNaN(valence) || Number.isNaN(arousal))
      return `has no number for valence or arousal in line ${at + 2}.`
    songs.push({
      ...partOf(id),
      tracks: [
        {
          name: 'Song',
          authorName: AUTHOR,
          schemeId: 'pmemo-static',
          attributeId: 'va',
          kind: 'segments',
          wholeRecording: true,
          segments: [
            {
              start: micros(0),
              end: fromSeconds(1),
              value: { kind: 'ratings', ratings: { valence, arousal } },
              flagged: false,
              origin: { kind: 'gold', ref: `song ${id}` }
            }
          ]
        }
      ]
    })
  }
  return songs
}

function dynamicSongs(header: readonly string[], rows: Rows): readonly ImportedPart[] | string {
  const cell = cells(header)
  const songs = new Map<string, { readonly times: number[]; readonly samples: number[] }>()
  for (const [at, row] of rows.entries()) {
    const id = row[header.indexOf('musicId')]?.trim() ?? ''
    const time = cell(row, 'frameTime')
    if (id === '' || Number.isNaN(time)) return `has no song or time in line ${at + 2}.`
    const song = songs.get(id) ?? { times: [], samples: [] }
    songs.set(id, song)
    const before = song.times.at(-1)
    // Missing frames are missing values, so that what follows keeps its time.
    const missing = before === undefined ? 0 : Math.round((time - before) / STEP_SECONDS) - 1
    if (missing < 0) return `goes back in time in line ${at + 2}.`
    for (let i = 0; i < missing; i++) song.samples.push(NaN, NaN)
    song.times.push(time)
    song.samples.push(cell(row, 'Valence(mean)'), cell(row, 'Arousal(mean)'))
  }
  return [...songs].map(([id, { times, samples }]) => ({
    ...partOf(id),
    traces: [
      {
        name: 'Song over time',
        authorName: AUTHOR,
        schemeId: 'pmemo-dynamic',
        attributeId: 'va',
        trace: { mode: 'bounded', rateHz: 1 / STEP_SECONDS, dims: ['valence', 'arousal'] },
        takes: [
          {
            start: fromSeconds(times[0] ?? 0),
            rateHz: 1 / STEP_SECONDS,
            dims: ['valence', 'arousal'],
            samples: Float64Array.from(samples)
          }
        ]
      }
    ]
  }))
}

const partOf = (id: string): ImportedPart => ({
  name: id,
  media: [`${id}.mp3`],
  durationSeconds: 0,
  streams: [],
  tracks: [],
  links: [],
  traces: []
})

const cells =
  (header: readonly string[]) =>
  (row: readonly string[], name: string): number => {
    const text = row[header.indexOf(name)]?.trim() ?? ''
    return text === '' ? NaN : Number(text)
  }
