import { fail, ok, type Result } from '../../../../shared/domain/problem'
import type { Assets } from '../ops/op'
import { sources } from '../sources'
import type { SourceReader, SourceRequest } from '../sources/source'
import type { Branch, CompiledInput } from './compile-inputs'

/** Readers of a recording, one for each branch; branches that ask the same of a stream share one. Absent: an optional stream that is not there. */
export interface Readers {
  of(branch: Branch): SourceReader | undefined
  close(): void
}

/** Open what the inputs read of a recording. */
export async function openReaders(
  inputs: readonly CompiledInput[],
  request: Omit<SourceRequest, 'binding' | 'pipeline' | 'reach'> & { readonly assets: Assets }
): Promise<Result<Readers>> {
  const byKey = new Map<string, SourceReader | undefined>()
  const byBranch = new Map<Branch, SourceReader | undefined>()
  const close = (): void => {
    for (const reader of byKey.values()) reader?.close()
  }
  for (const branch of inputs.flatMap(({ branches }) => branches)) {
    const key = keyOf(branch)
    if (byKey.has(key)) continue
    const { binding, pipeline, reach } = branch
    const opened = await sources.get(binding.modality).open({ ...request, binding, pipeline, reach })
    if (opened.ok) byKey.set(key, opened.value)
    else if (binding.optional && opened.error.code === 'no-stream') byKey.set(key, undefined)
    else {
      close()
      return fail(opened.error.code, opened.error.message, opened.error.hint, opened.error.file)
    }
  }
  for (const branch of inputs.flatMap(({ branches }) => branches))
    byBranch.set(branch, byKey.get(keyOf(branch)))
  return ok({ of: (branch) => byBranch.get(branch), close })
}

/** Steps that a source reads itself; all the others do not make another reader. */
const readBySource: Readonly<Record<string, readonly string[]>> = {
  audio: ['audio.load', 'audio.resample', 'audio.fit', 'audio.normalize'],
  video: ['video.sample'],
  image: []
}

function keyOf({ from, binding, pipeline, reach }: Branch): string {
  const own = readBySource[binding.modality]
  return JSON.stringify([from, reach, own ? pipeline.filter(({ op }) => own.includes(op)) : pipeline])
}
