import type { Result } from '../../../../shared/domain/problem'
import { ok } from '../../../../shared/domain/problem'
import type { RunnableModel } from '../runnable-model'
import {
  listProviders,
  type ModelSession,
  type ProviderChoice,
  type RunResult,
  type Tensors
} from '../session'
import { ownCopy } from '../tensor-value'
import { openThreadedSession } from '../threaded-session'
import { differenceOf, parityNote } from './parity'

/**
 * A model whose provider is chosen when its first real input is there: the one asked for is opened beside the CPU, both
 * answer the same input, and one that answers otherwise than the CPU, beyond the manifest's tolerance, is not used.
 */
export interface ChoosingSession {
  readonly choice: ProviderChoice
  run(feeds: Tensors, outputs: readonly string[]): Promise<RunResult>
  dispose(): Promise<void>
}

/** Largest difference between providers where a manifest names none. */
const TOLERANCE = 1e-3

export async function openChoosingSession(
  model: RunnableModel,
  asked: string,
  threads: number
): Promise<Result<ChoosingSession>> {
  const allowed = model.manifest.runtime?.providers
  const place = { path: model.weightsPath, threads, ...(allowed ? { allowed } : {}) }
  // A manifest that leaves the CPU out still has its answers checked on it.
  const openCpu = (): Promise<Result<ModelSession>> =>
    openThreadedSession({ path: model.weightsPath, threads, provider: 'cpu' })
  const cpu = await openCpu()
  if (!cpu.ok) return cpu
  let current: ModelSession = cpu.value
  let choice: ProviderChoice = { asked, got: 'cpu' }
  let chosen = asked === 'cpu'

  /** Decide by the first input; what the CPU said of it is its result in any case. */
  const choose = async (feeds: Tensors, outputs: readonly string[]): Promise<RunResult> => {
    chosen = true
    const reference = await current.run(copyOf(feeds), outputs)
    if (asked === 'auto' && !(await hasOther(allowed))) return reference
    const opened = await openThreadedSession({ ...place, provider: asked, warmUp: copyOf(feeds) })
    if (!opened.ok) {
      choice = { asked, got: 'cpu', note: opened.error.message }
      return reference
    }
    const found = opened.value
    const fault =
      found.choice.got === 'cpu' ? undefined : await faultOf(model, found, feeds, outputs, reference)
    if (found.choice.got === 'cpu' || fault !== undefined) {
      await found.dispose()
      choice = { asked, got: 'cpu', ...noteOf(fault ?? found.choice.note) }
      return reference
    }
    // Two of a large model would take twice its memory.
    await current.dispose()
    choice = found.choice
    current = found
    return reference
  }

  /** A provider that fails in the middle of a run gives the rest to the CPU. */
  const runOn = async (feeds: Tensors, outputs: readonly string[]): Promise<RunResult> => {
    if (choice.got === 'cpu') return current.run(feeds, outputs)
    const spare = copyOf(feeds)
    try {
      return await current.run(feeds, outputs)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      await current.dispose().catch(() => undefined)
      const again = await openCpu()
      if (!again.ok) throw new Error(again.error.message, { cause: error })
      current = again.value
      choice = { asked, got: 'cpu', note: `${choice.got} stopped working, the CPU goes on: ${reason}` }
      return current.run(spare, outputs)
    }
  }

  return ok({
    get choice() {
      return choice
    },
    run: (feeds, outputs) => (chosen ? runOn(feeds, outputs) : choose(feeds, outputs)),
    dispose: () => current.dispose()
  })
}

async function hasOther(allowed: readonly string[] | undefined): Promise<boolean> {
  const others = (await listProviders()).filter((provider) => provider !== 'cpu')
  return others.some((provider) => !allowed || allowed.includes(provider))
}

/** Why a provider's answers cannot be used; undefined where they equal the CPU's. Remembered by model, provider and driver. */
async function faultOf(
  model: RunnableModel,
  found: ModelSession,
  feeds: Tensors,
  outputs: readonly string[],
  reference: RunResult
): Promise<string | undefined> {
  const { got } = found.choice
  const note = parityNote(model, got)
  const known = await note.read()
  if (known) return known.fault
  const tolerance = model.manifest.runtime?.providerTolerance ?? TOLERANCE
  let fault: string | undefined
  try {
    const { values } = await found.run(copyOf(feeds), outputs)
    const difference = differenceOf(values, reference.values)
    if (!(difference <= tolerance))
      fault = `${got} answers otherwise than the CPU, by ${difference.toPrecision(2)} where ${tolerance} is allowed, so the CPU is used`
  } catch (error) {
    return `${got} cannot run this model, the CPU is used: ${error instanceof Error ? error.message : String(error)}`
  }
  await note.write(fault === undefined ? {} : { fault })
  return fault
}

const noteOf = (note: string | undefined): { note?: string } => (note === undefined ? {} : { note })

const copyOf = (feeds: Tensors): Tensors =>
  Object.fromEntries(Object.entries(feeds).map(([name, value]) => [name, ownCopy(value)]))
