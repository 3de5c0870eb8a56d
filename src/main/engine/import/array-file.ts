import { readdir } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import type { ArrayMapping, ArrayQuestion } from '../../../shared/arrays/array-mapping'
import { NEEDS_MAPPING } from '../../../shared/domain/import-options'
import type { Result } from '../../../shared/domain/problem'
import { Unreadable } from '../interchange/unreadable'
import { arraysIn, listArrays } from './arrays/list-arrays'
import type { FoundArray } from './arrays/list-arrays'
import { isMatlab, openMatlab } from './arrays/open-arrays'
import type { OpenArrays } from './arrays/opened-arrays'
import { readingArrays } from './arrays/reading-arrays'
import type { FileFormat, Found, ProbedFile, ReadContext } from './format'
import { failed, fileProblem } from './format'
import { mappedRecordings } from './mapped/mapped-recordings'
import { isNpy, openNpy } from './numpy/open-npy'
import { openNpz } from './numpy/open-npz'
import { isPickle, openPickle } from './pickle/open-pickle'
import { probeFile, spells } from './probe-file'

/** Arrays in MATLAB, HDF5, pickle and numpy files. What they mean is not in the file: it is asked once and kept. */
export const arrayFile: FileFormat = {
  id: 'arrays',
  name: 'arrays (mat, HDF5, pickle, npy, npz)',
  extensions: ['mat', 'h5', 'hdf5', 'pkl', 'pickle', 'npy', 'npz', 'dat'],
  probe: (file) => isMatlab(file) || isNpy(file.head) || isNpz(file) || isPickle(file.head, file.extension),
  async read(file, context) {
    const result = await readingArrays(file, async () => {
      const opened = await openArrays(file, context.cache.path('unpacked'))
      try {
        return await readArrays(opened, file, context)
      } finally {
        opened.close()
      }
    })
    return result.ok ? result.value : result
  }
}

async function openArrays(file: ProbedFile, scratchPath?: string): Promise<OpenArrays> {
  if (isMatlab(file)) return openMatlab(file, scratchPath)
  if (isNpz(file)) return openNpz(file.path)
  return isNpy(file.head) ? openNpy(file.path) : openPickle(file.path)
}

const isNpz = ({ extension, head }: Pick<ProbedFile, 'extension' | 'head'>): boolean =>
  extension === 'npz' && spells(head, 0, 'PK')

async function readArrays(
  opened: OpenArrays,
  file: ProbedFile,
  context: ReadContext
): Promise<Result<Found>> {
  const { arrays, skipped } = arraysIn(opened.root)
  const mapping = context.options?.arrays
  if (mapping) return { ok: true, value: await read(mapping, arrays, file, context) }
  if (!arrays.some(({ value }) => value.kind === 'numbers'))
    return failed(
      file,
      'no-signal',
      skipped.length > 0
        ? `holds no array of numbers, only ${skipped.join(', ')}.`
        : 'holds no array of numbers.',
      'Save the signals as an array of numbers.'
    )
  const own = listArrays(arrays)
  if (isOnlyLabels(file, own.arrays))
    return {
      ok: false,
      error: fileProblem(
        file,
        'companion',
        'holds labels of trials and no signals.',
        'It is read together with the signal files of its folder.',
        'info'
      )
    }
  const question: ArrayQuestion = {
    kind: 'arrays',
    arrays: [...own.arrays, ...(await labelsBeside(file))],
    more: own.more,
    skipped
  }
  context.ask(question)
  return {
    ok: false,
    error: fileProblem(
      file,
      NEEDS_MAPPING,
      'holds arrays, and the file does not say what they mean.',
      'Import it again in the window and say which array is the signal.',
      'warning'
    )
  }
}

async function read(
  mapping: ArrayMapping,
  arrays: readonly FoundArray[],
  file: ProbedFile,
  context: ReadContext
): Promise<Found> {
  const besides = new Map<string, readonly FoundArray[]>()
  const opened: OpenArrays[] = []
  try {
    for (const { file: name } of mapping.labels) {
      if (name === undefined || besides.has(name)) continue
      const other = await openBeside(file, name)
      opened.push(other)
      besides.set(name, arraysIn(other.root).arrays)
    }
    const labels = mapping.labels.map((one) => ({
      labels: one,
      arrays: one.file === undefined ? arrays : (besides.get(one.file) ?? [])
    }))
    const stem = basename(file.name, extname(file.name))
    const { recordings, schemes, unlabelled, unrated } = await mappedRecordings(
      mapping,
      arrays,
      labels,
      { stem },
      context
    )
    const leftOut = [
      ...(unlabelled > 0 ? [`${unlabelled} ${unlabelled === 1 ? 'trial' : 'trials'} without a label`] : []),
      ...(unrated > 0 ? [`${unrated} ${unrated === 1 ? 'rating' : 'ratings'} missing`] : [])
    ]
    const warnings =
      leftOut.length > 0
        ? [
            fileProblem(
              file,
              'left-out',
              `has ${leftOut.join(' and ')}.`,
              'They were left out. If that is not so in the file, import it again and look at its labels.',
              'warning'
            )
          ]
        : []
    const about = { container: 'arrays', playback: 'none' as const, warnings, schemes }
    const [first] = recordings
    if (recordings.length === 1 && first) {
      const { durationSeconds, streams, tracks } = first
      return { ...about, durationSeconds, streams, tracks }
    }
    return { ...about, durationSeconds: 0, streams: [], tracks: [], recordings }
  } finally {
    for (const other of opened) other.close()
  }
}

/** Labels alone, as SEED keeps them. */
const isOnlyLabels = (file: ProbedFile, arrays: ArrayQuestion['arrays']): boolean =>
  arrays.length === 1 &&
  /label/i.test(file.name) &&
  /^labels?$/i.test(arrays[0]?.pattern ?? '') &&
  arrays[0]?.shape.reduce((a, b) => a * b, 1) !== undefined &&
  (arrays[0]?.shape.reduce((a, b) => a * b, 1) ?? 0) < 10_000

/** Most files beside that are looked into, and how long they may be. */
const MOST_BESIDE = 3
const LARGEST_BESIDE = 16 * 1024 * 1024

/** Arrays of files beside whose name says that they hold labels. What cannot be read there is no matter of this file. */
async function labelsBeside(file: ProbedFile): Promise<ArrayQuestion['arrays']> {
  const names = (await readdir(dirname(file.path)))
    .filter((name) => /label/i.test(name) && /\.mat$/i.test(name) && name !== file.name)
    .slice(0, MOST_BESIDE)
  const rows: ArrayQuestion['arrays'][number][] = []
  for (const name of names) {
    const listed = await readingArrays(file, async () => {
      const opened = await openBeside(file, name)
      try {
        return listArrays(arraysIn(opened.root).arrays, name).arrays
      } finally {
        opened.close()
      }
    })
    if (listed.ok) rows.push(...listed.value)
  }
  return rows
}

async function openBeside(file: ProbedFile, name: string): Promise<OpenArrays> {
  const other = await probeFile(join(dirname(file.path), basename(name))).catch(() => undefined)
  if (!other || other.sizeBytes > LARGEST_BESIDE || !isMatlab(other))
    throw new Unreadable(
      `takes labels from ${basename(name)}, which is not beside it or cannot be read.`,
      'Copy both files into one folder and import again.',
      'missing-part'
    )
  return openMatlab(other)
}
