import { existsSync } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fail, ok, type Result } from '../../../shared/domain/problem'
import type { ExportFile } from './export-file'

export interface FolderRequest {
  /** Folder that takes the new one. */
  readonly parent: string
  /** Name wanted; a number is added when it is taken. */
  readonly name: string
  readonly files: readonly ExportFile[]
  readonly signal: AbortSignal
  progress(rows: number, total: number): void
}

/** Text is handed to the file in pieces of about this many characters. */
const PIECE = 256 * 1024

/**
 * Write files into a new folder: first under a temporary name beside it, put in place when all of them are on the disk.
 * What exists is never overwritten. Answers the absolute paths; rejects with the signal's reason when cancelled.
 */
export async function writeFolder(request: FolderRequest): Promise<Result<readonly string[]>> {
  const name = safeName(request.name)
  const unfinished = join(request.parent, `.${name}.${process.pid}-${Date.now()}.part`)
  try {
    await mkdir(unfinished, { recursive: true })
    await writeAll(request, unfinished)
    const folder = await putInPlace(unfinished, request.parent, name)
    return ok(request.files.map((file) => join(folder, file.name)))
  } catch (error) {
    request.signal.throwIfAborted()
    if (!isSystemError(error)) throw error
    return fail(
      'export',
      `${join(request.parent, name)} cannot be written: ${reason(error)}`,
      remedy(error),
      join(request.parent, name)
    )
  } finally {
    // Where even this fails (the parent is no folder) nothing was made.
    await rm(unfinished, { recursive: true, force: true }).catch(() => undefined)
  }
}

async function writeAll({ files, signal, progress }: FolderRequest, folder: string): Promise<void> {
  const total = files.reduce((sum, file) => sum + file.rows, 0)
  let rows = 0
  for (const file of files) {
    const path = join(folder, file.name)
    await mkdir(dirname(path), { recursive: true })
    const handle = await open(path, 'wx')
    try {
      let piece = ''
      let pieces = 0
      const flush = async (): Promise<void> => {
        signal.throwIfAborted()
        await handle.writeFile(piece)
        piece = ''
        progress(rows + Math.min(pieces, file.rows), total)
      }
      for (const text of file.text()) {
        piece += text
        pieces++
        if (piece.length >= PIECE) await flush()
      }
      await flush()
      await handle.sync()
    } finally {
      await handle.close()
    }
    rows += file.rows
    progress(rows, total)
  }
}

async function putInPlace(unfinished: string, parent: string, name: string): Promise<string> {
  for (let copy = 1; ; copy++) {
    const folder = join(parent, copy === 1 ? name : `${name} (${copy})`)
    if (existsSync(folder)) continue
    try {
      await rename(unfinished, folder)
      return folder
    } catch (error) {
      // Somebody else took the name just now.
      if (isSystemError(error) && (error.code === 'ENOTEMPTY' || error.code === 'EEXIST')) continue
      throw error
    }
  }
}

/** A name that every system takes for a folder: no separators, no control characters, no trailing dot, no device name. */
function safeName(wanted: string): string {
  const safe = wanted
    .replace(/[<>:"/\\|?*\u0000-\u001f]/g, '-')
    .replace(/^[. ]+|[. ]+$/g, '')
    .slice(0, 100)
  return !safe || /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(safe) ? `dataset-${safe}` : safe
}

const isSystemError = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'

function reason(error: { readonly code: string; readonly message: string }): string {
  const known: Readonly<Record<string, string>> = {
    ENOSPC: 'the disk is full',
    EDQUOT: 'the disk quota is used up',
    EACCES: 'writing there is not allowed',
    EPERM: 'writing there is not allowed',
    EROFS: 'the disk is read-only',
    ENOTDIR: 'the place is not a folder',
    EEXIST: 'the place is not a folder'
  }
  return known[error.code] ?? error.message
}

const remedy = (error: { readonly code: string }): string =>
  error.code === 'ENOSPC' || error.code === 'EDQUOT'
    ? 'Make room or choose another folder; nothing was left behind.'
    : 'Choose another folder; nothing was left behind.'
