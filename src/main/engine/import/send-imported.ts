import type { ImportedFile, ImportedTrack, JobContext } from '../protocol'

/** Rows of one message: main reads it in a few milliseconds. */
const ROWS = 500

/** Hand a file to main; the rows of long tracks go before it, piece by piece, and the file then comes without them. */
export async function sendImported(
  file: ImportedFile,
  together: string | undefined,
  context: JobContext
): Promise<void> {
  const sent = async (tracks: readonly ImportedTrack[], part?: number): Promise<ImportedTrack[]> => {
    const left: ImportedTrack[] = []
    for (const [track, imported] of tracks.entries()) {
      const { segments } = imported
      if (segments.length <= ROWS) {
        left.push(imported)
        continue
      }
      for (let from = 0; from < segments.length && !context.signal.aborted; from += ROWS)
        await context.batch({
          kind: 'imported-rows',
          track,
          segments: segments.slice(from, from + ROWS),
          ...(part === undefined ? {} : { part })
        })
      left.push({ ...imported, segments: [] })
    }
    return left
  }
  const tracks = await sent(file.tracks)
  const parts = []
  for (const [index, part] of (file.parts ?? []).entries())
    parts.push({ ...part, tracks: await sent(part.tracks, index) })
  if (context.signal.aborted) return
  await context.batch({
    kind: 'imported',
    file: { ...file, tracks, ...(file.parts ? { parts } : {}) },
    together
  })
}
