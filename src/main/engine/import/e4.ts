import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Problem, Result } from '../../../shared/domain/problem'
import { E4_SIGNALS, e4Start, sessionStart } from './e4/session'
import { readE4 } from './e4/read-e4'
import type { E4Part } from './e4/read-e4'
import { eventTracks } from './event-track'
import type { FileFormat, Found, ProbedFile, ReadContext } from './format'
import { failed, fileProblem } from './format'
import { lineBlocks } from './line-blocks'
import { spells } from './probe-file'
import { zipContent, zipEntries } from './read-zip'
import type { ZipEntry } from './read-zip'
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
    const sessions: (Found & { readonly folder: string })[] = []
    const warnings: Problem[] = []
    let streams = 0
    for (const folder of [...folders].sort()) {
      const session = await readSession(file, handle, own, folder, streams, context)
      if (!session.ok && folders.size === 1) return session
      // One that is damaged does not stop the others.
      if (!session.ok) warnings.push({ ...session.error, severity: 'warning' })
      else if (session.value.streams.length > 0) sessions.push({ ...session.value, folder })
      else
        warnings.push(
          ...session.value.warnings,
          fileProblem(file, 'damaged', `has nothing to read in its session ${folder}.`, AGAIN, 'warning')
        )
      streams += session.ok ? session.value.streams.length : 0
    }
    const [only] = sessions
    if (only && folders.size === 1) return { ok: true, value: only }
    if (!only) return failed(file, 'damaged', 'holds no session of the Empatica E4 that can be read.', AGAIN)
    return { ok: true, value: together(file, sessions, warnings) }
  } finally {
    await handle.close()
  }
}

/** Several sessions of one archive: each is a recording, named after its folder. */
function together(
  file: ProbedFile,
  sessions: readonly (Found & { readonly folder: string })[],
  warnings: readonly Problem[]
): Found {
  return {
    container: 'empatica-e4',
    playback: 'none',
    durationSeconds: 0,
    streams: [],
    tracks: [],
    schemes: [
      ...new Map(
        sessions.flatMap(({ schemes = [] }) => schemes).map((scheme) => [scheme.id, scheme])
      ).values()
    ],
    warnings: [...warnings, ...sessions.flatMap((session) => session.warnings)],
    recordings: sessions.map(({ folder, durationSeconds, streams, tracks }) => ({
      name:
        folder
          .split('/')
          .filter((part) => !['', '.', '..'].includes(part))
          .join(' ') || file.name.replace(/\.zip$/i, ''),
      durationSeconds,
      streams,
      tracks
    }))
  }
}

/** The session of one folder of an archive. @param first index of its first stream in the file */
async function readSession(
  file: ProbedFile,
  handle: FileHandle,
  entries: readonly ZipEntry[],
  folder: string,
  first: number,
  context: ReadContext
): Promise<Result<Found>> {
  const own = entries.filter(({ name }) => name.slice(0, -nameOf(name).length) === folder)
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
  let streams = first
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
