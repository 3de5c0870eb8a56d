import { open } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { decodeText } from './text-file'
import { annotatorFiles } from './wfdb'
import { wfdbHeader } from './wfdb/header'

const BIDS_TABLE = /_(physio|stim|motion)\.tsv(?:\.gz)?$/i

/** Bytes of a header that are looked at for the names of its parts. */
const HEADER_BYTES = 256 * 1024

/**
 * Files without those that another of them reads: the data, markers and annotations beside a header. Somebody who drops a
 * folder means its recordings, not their parts.
 */
export async function withoutParts(paths: readonly string[]): Promise<readonly string[]> {
  const parts = new Set<string>()
  for (const path of paths) for (const part of await partsOf(path)) if (part !== path) parts.add(part)
  for (const part of bidsParts(paths)) parts.add(part)
  return parts.size === 0 ? paths : paths.filter((path) => !parts.has(path))
}

/** Files that are read with this one, whether they are there or not. */
async function partsOf(path: string): Promise<readonly string[]> {
  const ending = extname(path).slice(1).toLowerCase()
  const stem = basename(path, extname(path))
  const beside = (names: readonly string[]): readonly string[] =>
    names.map((name) => join(dirname(path), name.split(/[\\/]/).at(-1) ?? name))
  switch (ending) {
    case 'hea': {
      const header = wfdbHeader(await headerText(path))
      if (typeof header === 'string') return []
      const segments = (header.segments ?? []).flatMap(({ name }) => (name === '~' ? [] : [`${name}.hea`]))
      return beside([
        ...header.signals.map(({ file }) => file),
        ...segments,
        ...(await annotatorFiles(path, header).catch(() => []))
      ])
    }
    case 'vhdr':
    case 'ahdr': {
      const named = [...(await headerText(path)).matchAll(/^(?:DataFile|MarkerFile)\s*=\s*(.+?)\s*$/gim)]
      return beside([
        ...named.map(([, name = '']) => name.replaceAll('$b', stem)),
        ...['eeg', 'dat', 'seg', 'avg', 'vmrk', 'amrk'].map((other) => `${stem}.${other}`)
      ])
    }
    case 'set':
      return beside([`${stem}.fdt`, `${stem}.dat`])
    default:
      return []
  }
}

/** What describes tables of a BIDS dataset: JSON files beside or above them, and lists of channels. */
function bidsParts(paths: readonly string[]): readonly string[] {
  const tables = paths.flatMap((path) => {
    const suffix = BIDS_TABLE.exec(basename(path))?.[1]
    return suffix === undefined ? [] : [{ folder: dirname(path), suffix: suffix.toLowerCase() }]
  })
  return paths.filter((path) => {
    const name = basename(path).toLowerCase()
    return tables.some(
      ({ folder, suffix }) =>
        (name.endsWith(`_${suffix}.json`) ||
          name === `${suffix}.json` ||
          /_(?:channels\.(?:tsv|json)|coordsystem\.json)$/.test(name)) &&
        `${folder}/`.startsWith(`${dirname(path)}/`)
    )
  })
}

async function headerText(path: string): Promise<string> {
  const file = await open(path, 'r').catch(() => undefined)
  if (!file) return ''
  try {
    const bytes = new Uint8Array(HEADER_BYTES)
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0)
    return decodeText(bytes.subarray(0, bytesRead))
  } finally {
    await file.close()
  }
}
