import { extname } from 'node:path'
import { NEEDS_MAPPING } from '../../../shared/domain/import-options'
import type { ImportQuestion } from '../../../shared/domain/import-options'
import type { Problem, Result } from '../../../shared/domain/problem'
import { recogniseName } from '../corpora'
import type { ImportedFile, JobContext, JobResult, JobSpec } from '../protocol'
import { formats, supported } from '.'
import { cachePlace } from './cache-place'
import { contentHash } from './content-hash'
import { document } from './document'
import { failed } from './format'
import type { FileFormat, ProbedFile, ReadContext } from './format'
import { fileGroups } from './file-groups'
import { withoutPacking } from './packed-name'
import { plainTranscript } from './plain-transcript'
import { probeFile } from './probe-file'
import type { Together } from './together'
import { headText } from './text-file'
import { sendImported } from './send-imported'
import { reason, walk } from './walk'

type ImportSpec = Extract<JobSpec, { kind: 'import' }>

/**
 * Read files and folders: one `imported` batch for each file understood, one `problem` batch for each that is not.
 * Cache paths in the answers are relative to the project folder, which is the parent of `spec.cacheFolder`.
 */
export async function importJob(spec: ImportSpec, context: JobContext): Promise<Result<JobResult>> {
  const { files: found, problems } = await walk(spec.paths, context.signal)
  const groups = await fileGroups(found, spec.join)
  const tell = (problem: Problem) => context.batch({ kind: 'problem', problem })
  for (const problem of problems) await tell(problem)
  const known = new Map(Object.entries(spec.knownHashes))
  let imported = 0
  let failures = problems.length
  const work = groups.flatMap(({ name, paths }: Together) => paths.map((path) => ({ path, name })))
  for (const [index, { path, name }] of work.entries()) {
    if (context.signal.aborted) break
    context.progress(index, work.length, 'files')
    const questions: ImportQuestion[] = []
    const result = await importFile(path, spec, context, known, (question) => questions.push(question))
    if (context.signal.aborted) break
    const [question] = questions
    if (!result.ok && question && result.error.code === NEEDS_MAPPING)
      await context.batch({ kind: 'question', path, question, problem: result.error, together: name })
    else if (result.ok) {
      imported++
      known.set(result.value.contentHash, result.value.name)
      await sendImported(result.value, name, context)
      for (const warning of result.value.warnings) await tell(warning)
    } else {
      if (result.error.severity === 'error') failures++
      await tell(result.error)
    }
  }
  context.progress(work.length, work.length, 'files')
  return { ok: true, value: { kind: 'imported', files: imported, failed: failures } }
}

/** The first format that recognises the file. What the user says of a text decides where only prose would be left. */
function formatOf(file: ProbedFile, as: ImportSpec['as']): FileFormat | undefined {
  const isText = headText(file.head) !== ''
  if (as === 'document' && isText) return document
  const found = formats.find((candidate) => candidate.probe(file))
  const other = found === undefined || found === document
  return as === 'transcript' && other && isText ? plainTranscript : found
}

async function importFile(
  path: string,
  spec: ImportSpec,
  context: JobContext,
  known: ReadonlyMap<string, string>,
  ask: ReadContext['ask']
): Promise<Result<ImportedFile>> {
  let file
  let content
  try {
    file = await probeFile(path)
    content = await contentHash(path)
  } catch (error) {
    return failed(
      { path, name: path },
      'unreadable',
      `cannot be read: ${reason(error)}.`,
      'Check that it still exists and that you may read it.'
    )
  }
  if (file.sizeBytes === 0)
    return failed(file, 'empty', 'is empty (0 bytes).', 'Copy it again from where it was recorded.')
  const same = known.get(content.hash)
  if (same !== undefined) {
    return {
      ok: false,
      error: {
        code: 'already-imported',
        message: `${file.name} is in this project already.`,
        hint: 'Nothing was added twice.',
        file: path,
        severity: 'info'
      }
    }
  }
  const format = formatOf(file, spec.as)
  if (!format)
    return failed(
      file,
      'unsupported',
      'is not of a kind that Affectory can read.',
      `It reads ${supported()}.`
    )
  const cache = cachePlace(spec.cacheFolder, content.hash)
  const found = await format.read(file, {
    signal: context.signal,
    cache,
    ffmpegPath: context.environment.ffmpegPath,
    options: spec.options?.[path],
    ask
  })
  if (!found.ok) return found
  const plain = withoutPacking(file.name)
  const name = plain.slice(0, plain.length - extname(plain).length) || file.name
  const fromName = spec.labelsFromNames === 'auto' ? recogniseName(file.name, found.value) : undefined
  return {
    ok: true,
    value: {
      ...found.value,
      path,
      name,
      ...(fromName ? { group: fromName.group, tracks: [...found.value.tracks, fromName.track] } : {}),
      sizeBytes: file.sizeBytes,
      contentHash: content.hash
    }
  }
}
