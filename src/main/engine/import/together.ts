import { basename, dirname, extname } from 'node:path'
import { withoutPacking } from './packed-name'

/** Words at the end of a file name that say what it holds, not what it is about. Documented in the handbook. */
const ROLES = new RegExp(
  `^(${[
    'video|cam\\d?|camera\\d?|webcam|face|front|side|room|screen',
    'audio|sound|mic\\d?|microphone|voice|speech',
    'eeg|ecg|ekg|eog|emg|eda|gsr|ppg|bvp|resp|respiration|temp|acc|physio|bio|signals?|gaze|events|markers',
    'transcript|transcription|subtitles|captions|words|text'
  ].join('|')})$`,
  'i'
)
/** Languages as in `P01.en.srt` and `P01.pt-BR.vtt`. */
const LANGUAGE = /^[a-z]{2}(-[a-z]{2,4})?$/i

const KINDS = ['video', 'sound', 'signal', 'text', 'labels'] as const
type Kind = (typeof KINDS)[number]
const kindOf: ReadonlyMap<string, Kind> = new Map(
  (
    [
      ['video', 'mp4 m4v mov mkv webm avi wmv mpg mpeg flv ts mts m2ts mxf 3gp'],
      ['sound', 'wav flac mp3 m4a aac ogg oga opus aiff aif wma caf amr au'],
      ['signal', 'edf bdf rec csv tsv txt vhdr ahdr set xdf xdfz hea asc'],
      ['text', 'srt vtt'],
      ['labels', 'eaf textgrid annotation anvil opf rttm uem']
    ] as const
  ).flatMap(([kind, endings]) => endings.split(' ').map((ending) => [ending, kind] as const))
)

/** Files that are one recording; `name` is what their names share, absent for a file that stands alone. */
export interface Together {
  readonly name?: string
  readonly paths: readonly string[]
}

/**
 * Files of one import whose names share a stem, in the order of their first: video, sound, signals, text, then labels.
 * The stem is the name without its ending and without words for what it holds (`P01-eeg.edf`, `P01.en.srt`: `P01`).
 * Files share it only within a folder. Two of one kind that differ in nothing but their ending (`a.mp4`, `a.mov`) are
 * versions of each other, not parts of a whole: then nothing of that stem is put together.
 */
export function together(paths: readonly string[]): readonly Together[] {
  const groups = new Map<string, { readonly name: string; readonly paths: string[] }>()
  for (const path of paths) {
    const stem = kind(path) && stemOf(basename(path))
    const key = stem ? `${dirname(path)}\n${stem.toLowerCase()}` : `${path}\n`
    const group = groups.get(key)
    if (group) group.paths.push(path)
    else groups.set(key, { name: stem || basename(path), paths: [path] })
  }
  return [...groups.values()].flatMap((group): readonly Together[] =>
    group.paths.length === 1 || hasVersions(group.paths)
      ? group.paths.map((path) => ({ paths: [path] }))
      : [{ name: group.name, paths: [...group.paths].sort((a, b) => rank(a) - rank(b)) }]
  )
}

/** What a file name is about: `P01` of `P01-eeg.edf`. A name of nothing but such words stays whole. */
export function stemOf(fileName: string): string {
  let stem = bare(fileName)
  if (kind(fileName) === 'text') stem = cut(stem, /[.]([^.]+)$/, LANGUAGE) ?? stem
  for (;;) {
    const shorter = cut(stem, /[-_. ]+([^-_. ]+)$/, ROLES)
    if (shorter === undefined) return stem
    stem = shorter
  }
}

function cut(text: string, end: RegExp, words: RegExp): string | undefined {
  const match = end.exec(text)
  return match && match.index > 0 && words.test(match[1] ?? '') ? text.slice(0, match.index) : undefined
}

function hasVersions(paths: readonly string[]): boolean {
  const names = paths.map((path) => `${kind(path) ?? ''} ${bare(basename(path)).toLowerCase()}`)
  return new Set(names).size < names.length
}

const bare = (fileName: string): string => {
  const plain = withoutPacking(fileName)
  return plain.slice(0, plain.length - extname(plain).length)
}
const kind = (path: string): Kind | undefined =>
  kindOf.get(extname(withoutPacking(path)).slice(1).toLowerCase())
const rank = (path: string): number => KINDS.indexOf(kind(path) ?? 'text')
