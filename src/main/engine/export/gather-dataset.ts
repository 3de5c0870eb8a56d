import type { ExportDataset, JobContext } from '../protocol'

/** A dataset as its job came with it, with everything that main handed over after; of the models those that ran. */
export async function gatherDataset(
  head: ExportDataset,
  { parts }: Pick<JobContext, 'parts'>
): Promise<ExportDataset> {
  const rows = new Map<string, unknown>(
    Object.entries(head).map(([name, value]) => [name, Array.isArray(value) ? [...value] : value])
  )
  for await (const part of parts()) {
    if (part.kind !== 'dataset') continue
    for (const [name, value] of Object.entries(part.rows)) {
      const list = rows.get(name)
      if (Array.isArray(list) && Array.isArray(value)) for (const row of value) list.push(row)
      else rows.set(name, value)
    }
  }
  // The fields are those of the head, and every piece is a part of the same shape.
  const dataset = Object.fromEntries(rows) as unknown as ExportDataset
  const used = new Set(dataset.runs.map(({ modelId }) => modelId))
  return { ...dataset, models: dataset.models.filter(({ id }) => used.has(id)) }
}
