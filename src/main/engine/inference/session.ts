import { env, InferenceSession, listSupportedBackends, Tensor } from 'onnxruntime-node'
// With file extensions, because Node itself loads this file as part of a thread where nothing is bundled.
import { fail, ok, type Result } from '../../../shared/domain/problem.ts'
import { crashGuard } from './crash-guard.ts'
import { providerFault } from './provider-fault.ts'
import type { TensorValue } from './tensor-value'

export type Provider = 'cpu' | 'webgpu' | 'cuda' | 'tensorrt' | 'dml' | 'coreml'

/** Execution provider asked for and got; `note` says why they differ or how `auto` chose. */
export interface ProviderChoice {
  readonly asked: string
  readonly got: Provider
  readonly note?: string
}

export interface ModelSession {
  readonly choice: ProviderChoice
  readonly outputNames: readonly string[]
  /** One run that computes the outputs named. Blocks its thread while it lasts. The arrays of `feeds` are given away. */
  run(feeds: Tensors, outputs: readonly string[], memory?: RunMemory): Promise<RunResult>
  dispose(): Promise<void>
}

export type Tensors = Readonly<Record<string, TensorValue>>

/**
 * What a run leaves for those after it where the model runs: large arrays that only the model itself reads, such as what a
 * decoder has attended to, are neither copied nor sent. What was kept feeds every later run that names a memory.
 */
export interface RunMemory {
  /** Input of later runs -> output of this one. */
  readonly keep: Readonly<Record<string, string>>
  /** Begin anew: what earlier runs kept is forgotten first. */
  readonly fresh?: boolean
}

export interface RunResult {
  readonly values: Tensors
  /** Seconds that the run itself took. */
  readonly seconds: number
}

export interface SessionRequest {
  /** Absolute path of the ONNX file. */
  readonly path: string
  /** `auto` or the name of a provider. */
  readonly provider: string
  /** Providers that give this model's right results; all of them when absent. */
  readonly allowed?: readonly string[]
  readonly threads: number
  /** A small valid input: run once before the first real one, and timed where `auto` has a choice. Absent: the model is only opened. */
  readonly warmUp?: Tensors
}

/** Version of ONNX Runtime. */
export const runtimeVersion: string = env.versions.node ?? env.versions.common

/** Best first. WebGPU comes last before the CPU because its drivers are the likeliest to fail. */
const preference: readonly Provider[] = ['cuda', 'tensorrt', 'coreml', 'dml', 'webgpu', 'cpu']

/** Takes minutes to prepare a model, so only who asks for it by name gets it. */
const SLOW_START: Provider = 'tensorrt'

/** y = x + x over four float32: the smallest model that proves a provider computes. */
const TINY_MODEL = 'CAg6NQoOCgF4CgF4EgF5IgNBZGQSAXBaDwoBeBIKCggIARIECgIIBGIPCgF5EgoKCAgBEgQKAggEQgQKABAR'

/** Fatal only: what goes wrong with a provider is told as a sentence, not on the console. */
const QUIET = 4
env.logLevel = 'fatal'

/** A warm-up run longer than this is not repeated. */
const SLOW_SECONDS = 1

/**
 * Opens a model with one execution provider at a time: a list of providers throws as soon as one that was
 * built in cannot be used. `auto` tries those that work here and keeps the fastest on the warm-up input.
 */
export async function openSession(request: SessionRequest): Promise<Result<ModelSession>> {
  const asked = request.provider
  if (asked !== 'auto' && asked !== 'cpu') {
    const chosen = await openWith(asked, request)
    if (chosen.ok) return ok(asModelSession(chosen.value, { asked, got: chosen.value.provider }))
    const cpu = await openWith('cpu', request)
    if (!cpu.ok) return cpu
    return ok(
      asModelSession(cpu.value, {
        asked,
        got: 'cpu',
        note: `${asked} was asked for, the CPU is used: ${chosen.error.message}`
      })
    )
  }
  const cpu = await openWith('cpu', request)
  if (!cpu.ok) return cpu
  if (asked === 'cpu') return ok(asModelSession(cpu.value, { asked, got: 'cpu' }))
  return ok(await fastest(cpu.value, request))
}

const working = new Map<string, Promise<readonly Provider[]>>()

/** Execution providers that computed a tiny model rightly on this machine, best first; `cpu` is always last. Probed once per process. */
export function listProviders(): Promise<readonly Provider[]> {
  const known = working.get('here') ?? probeProviders()
  working.set('here', known)
  return known
}

interface Opened {
  readonly provider: Provider
  readonly session: InferenceSession
  /** Seconds of one run of the warm-up input, after a first one. */
  readonly seconds: number
}

async function fastest(cpu: Opened, request: SessionRequest): Promise<ModelSession> {
  let best = cpu
  const slower: string[] = []
  for (const provider of await listProviders()) {
    if (provider === 'cpu' || provider === SLOW_START) continue
    if (request.allowed && !request.allowed.includes(provider)) continue
    const opened = await openWith(provider, request)
    if (!opened.ok) {
      slower.push(`${provider} could not run this model`)
      continue
    }
    const [keep, drop] = opened.value.seconds < best.seconds ? [opened.value, best] : [best, opened.value]
    slower.push(
      `${drop.provider} took ${milliseconds(drop)} for what ${keep.provider} does in ${milliseconds(keep)}`
    )
    await drop.session.release()
    best = keep
  }
  return asModelSession(best, {
    asked: 'auto',
    got: best.provider,
    note: slower.length ? slower.join('; ') : undefined
  })
}

const milliseconds = (opened: Opened): string => `${(opened.seconds * 1000).toFixed(1)} ms`

function asModelSession({ session }: Opened, choice: ProviderChoice): ModelSession {
  let kept: Readonly<Record<string, Tensor>> = {}
  return {
    choice,
    outputNames: session.outputNames,
    async run(feeds, outputs, memory) {
      if (memory?.fresh) kept = {}
      const start = performance.now()
      const results = memory
        ? await session.run({ ...kept, ...tensors(feeds) }, [...outputs, ...Object.values(memory.keep)])
        : await session.run(tensors(feeds), outputs)
      const seconds = (performance.now() - start) / 1000
      if (memory) kept = { ...kept, ...remembered(results, memory) }
      return { values: values(results, outputs), seconds }
    },
    dispose: () => session.release()
  }
}

async function openWith(name: string, request: SessionRequest): Promise<Result<Opened>> {
  const provider = preference.find((known) => known === name)
  if (!provider)
    return fail('provider', `there is no execution provider "${name}"; known: ${preference.join(', ')}`)
  if (request.allowed && !request.allowed.includes(provider))
    return fail('provider', `this model runs on ${request.allowed.join(', ')} only`)
  if (!builtIn().includes(provider))
    return fail('provider', `this build of ONNX Runtime has no ${provider} for this system`)
  const guard = crashGuard(provider)
  if (guard.crashedBefore)
    return fail(
      'provider',
      `the last attempt to use ${provider} ended the process; it is tried again after an hour`
    )
  try {
    return ok(await openAndTime(provider, request))
  } catch (error) {
    if (provider !== 'cpu') return fail('provider', providerFault(error))
    return fail(
      'session',
      `${request.path} cannot be opened: ${providerFault(error)}`,
      'Export a model of your own anew; the weights that come with Affectory are built by `npm run models`.',
      request.path
    )
  } finally {
    guard.release()
  }
}

async function openAndTime(provider: Provider, request: SessionRequest): Promise<Opened> {
  const session = await InferenceSession.create(request.path, sessionOptions(provider, request.threads))
  try {
    return { provider, session, seconds: await warmUp(session, request.warmUp) }
  } catch (error) {
    await session.release()
    throw error
  }
}

/** The first run compiles and reserves memory; one that takes seconds tells enough. */
async function warmUp(session: InferenceSession, feeds: SessionRequest['warmUp']): Promise<number> {
  if (!feeds) return 0
  const first = await secondsOf(session, feeds)
  return first > SLOW_SECONDS ? first : secondsOf(session, feeds)
}

async function secondsOf(session: InferenceSession, feeds: Tensors): Promise<number> {
  const start = performance.now()
  await session.run(tensors(feeds))
  return (performance.now() - start) / 1000
}

async function probeProviders(): Promise<readonly Provider[]> {
  const found: Provider[] = []
  for (const provider of preference)
    if (builtIn().includes(provider) && (await computes(provider))) found.push(provider)
  return found
}

async function computes(provider: Provider): Promise<boolean> {
  const guard = crashGuard(provider)
  if (guard.crashedBefore) return false
  try {
    const session = await InferenceSession.create(
      Buffer.from(TINY_MODEL, 'base64'),
      sessionOptions(provider, 1)
    )
    const { y } = await session.run({ x: new Tensor('float32', Float32Array.of(1, 2, 3, 4), [4]) })
    await session.release()
    return y?.data[3] === 8
  } catch {
    // Not usable here: that is the answer, and `openSession` gives the reason to whoever asks for it by name.
    return false
  } finally {
    guard.release()
  }
}

/** Threads do not spin while they wait: spinning pools slow each other and the window down when cores are shared. */
const sessionOptions = (provider: Provider, threads: number): InferenceSession.SessionOptions => ({
  executionProviders: [provider],
  intraOpNumThreads: threads,
  interOpNumThreads: 1,
  logSeverityLevel: QUIET,
  extra: { session: { intra_op: { allow_spinning: '0' } } }
})

const builtIn = (): readonly string[] => listSupportedBackends().map((backend) => backend.name)

function tensors(feeds: Tensors): Record<string, Tensor> {
  return Object.fromEntries(Object.entries(feeds).map(([name, value]) => [name, asTensor(value)]))
}

function asTensor(value: TensorValue): Tensor {
  switch (value.type) {
    case 'float32':
      return new Tensor('float32', value.data, value.dims)
    case 'uint8':
      return new Tensor('uint8', value.data, value.dims)
    case 'int32':
      return new Tensor('int32', value.data, value.dims)
    case 'int64':
      return new Tensor('int64', value.data, value.dims)
    case 'bool':
      return new Tensor('bool', value.data, value.dims)
    case 'float16':
      return new Tensor('float16', value.data, value.dims)
  }
}

function remembered(results: InferenceSession.OnnxValueMapType, { keep }: RunMemory): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(keep).map(([input, output]) => {
      const tensor = results[output]
      if (!(tensor instanceof Tensor)) throw new Error(`output "${output}" is no array to keep`)
      return [input, tensor]
    })
  )
}

function values(
  results: InferenceSession.OnnxValueMapType,
  wanted: readonly string[]
): Record<string, TensorValue> {
  return Object.fromEntries(
    wanted.map((name) => {
      const tensor = results[name]
      const value = tensor instanceof Tensor ? asValue(tensor) : undefined
      if (!value)
        throw new Error(
          `output "${name}" is no array of numbers (${tensor instanceof Tensor ? tensor.type : 'a list or a map'})`
        )
      return [name, value]
    })
  )
}

function asValue({ type, data, dims }: Tensor): TensorValue | undefined {
  if (data instanceof Float32Array) return { type: 'float32', data, dims }
  if (data instanceof BigInt64Array) return { type: 'int64', data, dims }
  if (data instanceof Int32Array) return { type: 'int32', data, dims }
  if (data instanceof Uint16Array && type === 'float16') return { type, data, dims }
  if (data instanceof Uint8Array) return { type: type === 'bool' ? 'bool' : 'uint8', data, dims }
  if (data instanceof Float64Array) return { type: 'float32', data: Float32Array.from(data), dims }
  return undefined
}
