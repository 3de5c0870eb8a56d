import { open } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Problem } from '../../../shared/domain/problem'
import { E4_SIGNALS, e4Start, sessionStart } from './e4/session'
import { readE4 } from './e4/read-e4'
import type { E4Part } from './e4/read-e4'
import { eventTracks } from './event-track'
import type { FileFormat, Found, ProbedFile, ReadContext } from './format'
import { failed, fileProblem } from './format'
import { lineBlocks } from './line-blocks'
import { spells } from './probe-file'
import { zipContent, zipEntries } from './read-zip'
import { headText } from './text-file'

const AGAIN = 'Download the session again from Empatica.'

/** Sessions of the Empatica E4: its files in a folder, or the archive that holds them. */
export const e4: FileFormat = {
  id: 'e4',
  name: 'Empatica E4 sessions (folder or zip)',
  extensions: ['zip', 'csv'],
  probe: ({ name, extension, head }) =>
    extension === 'zip' ? spells(head, 0, 'PK') : e4Start(name, headText(head)) !== undefined,
  read: (file, context) => (file.extension === 'zip' ? readArchive(file, context) : readOne(file, context))
}

/** One file of a session: its time counts from the earliest start of the files beside it. */
async function readOne(file: ProbedFile, context: ReadContext): ReturnType<FileFormat['read']> {
  const own = e4Start(file.name, headText(file.head)) ?? 0
  const start = await sessionStart(dirname(file.path), own)
  const part = await readE4(
    file.name,
    lineBlocks(file.path, { signal: context.signal }),
    start,
    0,
    context.cache
  )
  if (typeof part === 'string') return failed(file, 'damaged', `${part}.`, AGAIN)
  return { ok: true, value: found([part], unreadOf(file, file.name, part)) }
}

async function readArchive(file: ProbedFile, context: ReadContext): ReturnType<FileFormat['read']> {
  const handle = await open(file.path, 'r')
  try {
    const entries = await zipEntries(handle, file.sizeBytes)
    if (typeof entries === 'string') return failed(file, 'damaged', `${entries}.`, AGAIN)
    const own = entries.filter(({ name }) => isE4(nameOf(name)))
    const folders = new Set(own.map(({ name }) => name.slice(0, -nameOf(name).length)))
    if (!own.some(({ name }) => nameOf(name) in E4_SIGNALS))
      return failed(
        file,
        'unsupported',
        'is an archive without a session of the Empatica E4.',
        'Unpack it and import what is inside.'
      )
    if (folders.size > 1)
      return failed(
        file,
        'several',
        `holds ${folders.size} sessions of the Empatica E4 in one archive.`,
        'Unpack it and import the folders: each becomes a recording.'
      )
    const texts: { readonly name: string; readonly lines: readonly string[] }[] = []
    for (const entry of own) {
      const content = await zipContent(handle, entry)
      if (typeof content === 'string')
        return failed(file, content.includes('more than') ? 'unsafe' : 'damaged', `${content}.`, AGAIN)
      const lines = new TextDecoder().decode(content).split(/\r\n|\n|\r/)
      if (e4Start(nameOf(entry.name), lines.slice(0, 2).join('\n')) !== undefined)
        texts.push({ name: nameOf(entry.name), lines })
    }
    const start = Math.min(
      ...texts
        .filter(({ name }) => name !== 'tags.csv')
        .map(({ name, lines }) => e4Start(name, lines.slice(0, 2).join('\n')) ?? Infinity)
    )
    const parts: E4Part[] = []
    const warnings: Problem[] = []
    let streams = 0
    for (const { name, lines } of texts) {
      if (context.signal.aborted) break
      const part = await readE4(name, [lines], start, streams, context.cache)
      if (typeof part === 'string')
        warnings.push(fileProblem(file, 'damaged', `has a ${name} that ${part}.`, AGAIN, 'warning'))
      else {
        parts.push(part)
        warnings.push(...unreadOf(file, name, part))
        if (part.stream) streams++
      }
    }
    return { ok: true, value: found(parts, warnings) }
  } finally {
    await handle.close()
  }
}

const nameOf = (entry: string): string => (entry.split('/').at(-1) ?? '').toLowerCase()
const isE4 = (name: string): boolean => name in E4_SIGNALS || name === 'ibi.csv' || name === 'tags.csv'

const found = (parts: readonly E4Part[], warnings: readonly Problem[]): Found => ({
  container: 'empatica-e4',
  playback: 'none',
  durationSeconds: Math.max(0, ...parts.map(({ seconds }) => seconds)),
  streams: parts.flatMap(({ stream }) => (stream ? [stream] : [])),
  ...eventTracks(parts),
  warnings
})

const unreadOf = (file: ProbedFile, name: string, { unread }: E4Part): readonly Problem[] =>
  unread === 0
    ? []
    : [
        fileProblem(
          file,
          'not-numbers',
          `has ${unread} ${unread === 1 ? 'line' : 'lines'} that are no numbers${name === file.name ? '' : ` (${name})`}.`,
          'They are gaps.',
          'warning'
        )
      ]
