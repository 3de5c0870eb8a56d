import type { Table } from '../../../shared/probe/table'
import type { JobContext } from '../protocol'

/** Vectors that come as parts, as one table. @throws Error when they are not as many as were announced */
export async function readVectors(
  { rows, columns }: { readonly rows: number; readonly columns: number },
  context: JobContext
): Promise<Table> {
  const data = new Float32Array(rows * columns)
  let at = 0
  for await (const part of context.parts()) {
    if (part.kind !== 'vectors') continue
    if (at + part.data.length > data.length) throw new Error('more embeddings came than were announced')
    data.set(part.data, at)
    at += part.data.length
  }
  if (at !== data.length) throw new Error(`${data.length - at} numbers of the embeddings are missing`)
  return { rows, columns, data }
}
