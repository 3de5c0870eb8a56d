import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import type { Problem } from '../../../shared/domain/problem'
import { fromSeconds } from '../../../shared/domain/time'
import { eventTrack, eventTracks } from './event-track'
import type { FileFormat, Found, ProbedFile, ReadContext } from './format'
import { failed, fileProblem } from './format'
import { decodeText, headText } from './text-file'
import { isBeat, wfdbAnnotations } from './wfdb/annotations'
import type { WfdbAnnotation, WfdbAnnotations } from './wfdb/annotations'
import { wfdbHeader } from './wfdb/header'
import type { WfdbHeader } from './wfdb/header'
import { readRecord } from './wfdb/read-record'

/** Time resolution of annotations without a header (WFDB library). */
const DEFAULT_RATE = 250
/** Largest header and annotator files that are read whole. */
const LARGEST = 64 * 1024 * 1024
/** Endings beside a record that hold no annotations. */
const NOT_ANNOTATIONS = new Set(
  'hea dat mat edf txt csv tsv json xml html pdf png jpg gif zip gz md'.split(' ')
)
const ANNOTATORS = ['atr', 'qrs', 'ecg', 'ari', 'wqrs', 'gqrs', 'sqrs']

/** Records of PhysioNet and the WFDB tools: header, data files and annotator files beside each other. */
export const wfdb: FileFormat = {
  id: 'wfdb',
  name: 'PhysioNet records (hea with dat and atr)',
  extensions: ['hea', ...ANNOTATORS],
  probe: ({ extension, head }) =>
    extension === 'hea'
      ? headText(head) !== ''
      : ANNOTATORS.includes(extension) && wfdbAnnotations(head.subarray(0, head.length & ~1)) !== undefined,
  async read(file, context) {
    if (file.sizeBytes > LARGEST)
      return failed(
        file,
        'too-large',
        'is larger than 64 MB, which no file of this kind is.',
        'Check that it is the right file.'
      )
    return file.extension === 'hea' ? readHeader(file, context) : readAnnotator(file)
  }
}

async function readHeader(file: ProbedFile, context: ReadContext): ReturnType<FileFormat['read']> {
  const header = wfdbHeader(decodeText(await readFile(file.path)))
  if (typeof header === 'string')
    return failed(file, 'damaged', `${header}.`, 'Copy it again from where it comes from.')
  const { found, warnings } = await annotationsBeside(file, header)
  const record = await readRecord(file.path, header, context.cache, context.signal)
  if (typeof record === 'string') {
    if (found.tracks.length === 0)
      return failed(
        file,
        'missing-part',
        record,
        'Keep header and data files in one folder and import the header again.'
      )
    return {
      ok: true,
      value: {
        container: 'wfdb',
        playback: 'none',
        durationSeconds: lastSecond(found),
        streams: [],
        ...found,
        warnings: [
          ...warnings,
          fileProblem(
            file,
            'missing-part',
            record,
            'Its annotations were read; signals can be added when the data file is beside it.',
            'warning'
          )
        ]
      }
    }
  }
  return {
    ok: true,
    value: {
      container: 'wfdb',
      playback: 'none',
      durationSeconds: Math.max(record.seconds, lastSecond(found)),
      streams: [
        {
          kind: 'signal',
          name: 'Signals',
          index: 0,
          duration: fromSeconds(record.seconds),
          info: {
            codec: 'wfdb',
            channels: [...record.channels],
            ...(record.startedAt === undefined ? {} : { startedAt: record.startedAt }),
            ...(header.comments.length > 0 ? { extra: { wfdb: { comments: header.comments } } } : {})
          },
          cache: record.cache
        }
      ],
      ...found,
      warnings: [
        ...record.warnings.map(({ code, what, hint }) => fileProblem(file, code, what, hint, 'warning')),
        ...warnings
      ]
    }
  }
}

/** An annotator file alone: its times need a header, which may be beside it. */
async function readAnnotator(file: ProbedFile): ReturnType<FileFormat['read']> {
  const annotations = wfdbAnnotations(new Uint8Array(await readFile(file.path)))
  if (!annotations)
    return failed(
      file,
      'damaged',
      'is not an annotator file of WFDB.',
      'Copy it again from where it comes from.'
    )
  const beside = await readFile(
    join(dirname(file.path), `${basename(file.name, extname(file.name))}.hea`)
  ).catch(() => undefined)
  const header = beside && wfdbHeader(decodeText(beside))
  const rateHz = annotations.rateHz ?? (typeof header === 'object' ? header.frameRateHz : undefined)
  const found = tracksOf(file.extension, annotations, rateHz ?? DEFAULT_RATE)
  return {
    ok: true,
    value: {
      container: 'wfdb',
      playback: 'none',
      durationSeconds: lastSecond(found),
      streams: [],
      ...found,
      warnings: [
        ...cutOffWarning(file, file.name, annotations),
        ...(rateHz === undefined
          ? [
              fileProblem(
                file,
                'no-header',
                `has no header beside it, so its times were taken as steps of 1/${DEFAULT_RATE} s.`,
                'Put the .hea file beside it and import it again.',
                'warning'
              )
            ]
          : [])
      ]
    }
  }
}

/** All annotator files of a record: files of its name with other endings that read as annotations. */
async function annotationsBeside(
  file: ProbedFile,
  header: WfdbHeader
): Promise<{ readonly found: ReturnType<typeof tracksOf>; readonly warnings: readonly Problem[] }> {
  const folder = dirname(file.path)
  const parts: ReturnType<typeof tracksOf>[] = []
  const warnings: Problem[] = []
  for (const name of await annotatorFiles(file.path, header)) {
    const annotations = wfdbAnnotations(new Uint8Array(await readFile(join(folder, name))))
    if (!annotations) continue
    warnings.push(...cutOffWarning(file, name, annotations))
    parts.push(tracksOf(extname(name).slice(1), annotations, annotations.rateHz ?? header.frameRateHz))
  }
  return { found: eventTracks(parts), warnings }
}

/** Names of files beside a header that may hold its annotations. */
export async function annotatorFiles(path: string, header: WfdbHeader): Promise<readonly string[]> {
  const folder = dirname(path)
  const stem = basename(path, extname(path))
  const data = new Set(header.signals.map(({ file }) => file))
  const names = (await readdir(folder)).filter(
    (name) =>
      name.startsWith(`${stem}.`) &&
      !name.slice(stem.length + 1).includes('.') &&
      !data.has(name) &&
      !NOT_ANNOTATIONS.has(extname(name).slice(1).toLowerCase())
  )
  const sizes = await Promise.all(names.map((name) => stat(join(folder, name))))
  return names.filter((_, i) => sizes[i]?.isFile() === true && sizes[i].size <= LARGEST).sort()
}

/** Beats on a track of their own, so that they can be counted and corrected; everything else on another. */
function tracksOf(
  annotator: string,
  { annotations, meanings }: WfdbAnnotations,
  rateHz: number
): Required<Pick<Found, 'tracks' | 'schemes'>> {
  const track = (name: string, some: readonly WfdbAnnotation[]) =>
    eventTrack(
      some.map((one) => ({
        time: one.sample / rateHz,
        text: one.symbol,
        comment: one.aux.trim(),
        ...fieldsOf(one)
      })),
      { name, authorName: `WFDB ${annotator}`, definitions: meanings }
    )
  return eventTracks([
    track(
      `Beats (${annotator})`,
      annotations.filter(({ symbol }) => isBeat(symbol))
    ),
    track(
      `Rhythm and notes (${annotator})`,
      annotations.filter(({ symbol }) => !isBeat(symbol))
    )
  ])
}

/** Fields that few annotators use. */
function fieldsOf({ subtype, channel, number }: WfdbAnnotation) {
  return subtype === 0 && channel === 0 && number === 0
    ? {}
    : { extra: { wfdb: { subtype, channel, number } } }
}

const lastSecond = ({ tracks }: Pick<Found, 'tracks'>): number =>
  Math.max(0, ...tracks.map(({ segments }) => (segments.at(-1)?.end ?? 0) / 1e6))

const cutOffWarning = (file: ProbedFile, name: string, { cutOff }: WfdbAnnotations): readonly Problem[] =>
  cutOff
    ? [
        fileProblem(
          file,
          'cut-off',
          `has annotations (${name}) without an end mark: some may be missing.`,
          'What is there was read. Copy the file again from where it comes from.',
          'warning'
        )
      ]
    : []
