import type { Result } from '../../../shared/domain/problem'
import { ok } from '../../../shared/domain/problem'
import type { JobContext, JobResult, JobSpec } from '../protocol'
import { datasetCard } from './dataset-card'
import { datasetDocument } from './dataset-document'
import { gatherDataset } from './gather-dataset'
import { indexDataset } from './dataset-index'
import { featureFiles } from './features-table'
import type { ExportFile } from './export-file'
import { formats } from './index'
import { signalFeatures } from './signal-features'
import { writeFolder } from './write-folder'

export type ExportSpec = Extract<JobSpec, { kind: 'export' }>

/** Writes a dataset into a new folder, whole or not at all. Rejects with the signal's reason when cancelled. */
export async function exportJob(spec: ExportSpec, context: JobContext): Promise<Result<JobResult>> {
  const gathered = indexDataset(await gatherDataset(spec.dataset, context))
  context.signal.throwIfAborted()
  const index = gathered.dataset.signalFeatures
    ? indexDataset({ ...gathered.dataset, featureRows: await signalFeatures(gathered, context) })
    : gathered
  const data = [
    ...spec.formats.flatMap((id) => formats.get(id).files(index)),
    ...featureFiles(index, spec.formats.includes('json'))
  ]
  const names = [...data.map((file) => file.name), 'dataset.json', 'dataset-card.md']
  const files: ExportFile[] = [
    ...data,
    {
      name: 'dataset.json',
      rows: 0,
      text: () => [`${JSON.stringify(datasetDocument(index, names), undefined, 2)}\n`]
    },
    { name: 'dataset-card.md', rows: 0, text: () => [datasetCard(index, names)] }
  ]
  const written = await writeFolder({
    parent: spec.folder,
    name: spec.name,
    files,
    signal: context.signal,
    progress: (rows, total) => context.progress(rows, total, 'rows')
  })
  return written.ok ? ok({ kind: 'exported', files: written.value }) : written
}
