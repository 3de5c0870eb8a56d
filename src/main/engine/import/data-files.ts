import { open } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { beside } from './beside'
import { brainVisionSections, brainVisionText, valueOf } from './brainvision/ini'
import { wfdbHeader } from './wfdb/header'

/** Bytes of a header in which the names of data files stand. */
const HEADER_BYTES = 256 * 1024
/** More data files than a record has. */
const MOST = 100

/**
 * Files beside a header that hold its samples, as far as they are there: a header alone does not say which recording it is,
 * because recorders write the same header for every session.
 */
export async function dataFiles(path: string): Promise<readonly string[]> {
  const own = basename(path, extname(path))
  const found = await Promise.all(
    (await namesOf(path, own)).slice(0, MOST).map((names) => beside(path, names))
  )
  return [...new Set(found.flatMap((file) => file?.path ?? []))].filter((file) => file !== path)
}

/** Names of each data file, the first that is there being it. */
async function namesOf(path: string, own: string): Promise<readonly (readonly string[])[]> {
  switch (extname(path).slice(1).toLowerCase()) {
    case 'vhdr':
    case 'ahdr': {
      const named = valueOf(
        brainVisionSections(brainVisionText(await head(path))),
        'common infos',
        'DataFile'
      )
      return [
        [named?.replaceAll('$b', own) ?? '', ...['eeg', 'dat', 'seg', 'avg'].map((end) => `${own}.${end}`)]
      ]
    }
    case 'set':
      return [[`${own}.fdt`, `${own}.dat`]]
    case 'hea': {
      const header = wfdbHeader(new TextDecoder().decode(await head(path)))
      return typeof header === 'string' ? [] : header.signals.map(({ file }) => [file])
    }
    default:
      return []
  }
}

async function head(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r')
  try {
    const bytes = new Uint8Array(HEADER_BYTES)
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0)
    return bytes.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
