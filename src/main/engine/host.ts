import type { MessagePortMain } from 'electron'
import type {
  Decoder,
  EngineEnvironment,
  FromEngine,
  JobBatch,
  JobContext,
  JobSpec,
  ToEngine
} from './protocol'
import { runJob, unexpected } from './jobs'
import { partQueue } from './part-queue'
import type { PartQueue } from './part-queue'
import { decoderClient } from './media/decoder-client'

/** A job under way: how to stop it and which batches wait for main's commit. */
interface Running {
  readonly abort: AbortController
  readonly waiting: Map<number, () => void>
  nextBatch: number
  readonly parts: PartQueue
}

const parent = process.parentPort
const running = new Map<string, Running>()
let environment: EngineEnvironment = { modelsFolder: '', threads: 1 }
let decoder: Promise<Decoder> | undefined
let decoderArrived: { resolve(decoder: Decoder): void; reject(error: Error): void } | undefined

const send = (message: FromEngine): void => parent.postMessage(message)

parent.on('message', (event) => {
  const message = event.data as ToEngine
  switch (message.type) {
    case 'environment':
      environment = message.environment
      return
    case 'start':
      void start(message.jobId, message.job)
      return
    case 'cancel':
      running.get(message.jobId)?.abort.abort()
      return
    case 'part':
      running.get(message.jobId)?.parts.push(message.part)
      return
    case 'committed':
      running.get(message.jobId)?.waiting.get(message.batch)?.()
      return
    case 'decoder': {
      const [port] = event.ports as MessagePortMain[]
      if (!port) return
      // The window may die under a damaged file; the next request then opens a new one.
      port.on('close', () => (decoder = undefined))
      decoderArrived?.resolve(decoderClient(port))
      return
    }
    case 'no-decoder': {
      decoder = undefined
      decoderArrived?.reject(new Error(`the window that decodes could not be opened: ${message.reason}`))
    }
  }
})
send({ type: 'ready', pid: process.pid })

async function start(jobId: string, spec: JobSpec): Promise<void> {
  const abort = new AbortController()
  const job: Running = { abort, waiting: new Map(), nextBatch: 0, parts: partQueue(abort.signal) }
  running.set(jobId, job)
  try {
    const result = await runJob(spec, contextOf(jobId, job))
    if (job.abort.signal.aborted) send({ type: 'cancelled', jobId })
    else if (result.ok) send({ type: 'done', jobId, result: result.value })
    else send({ type: 'failed', jobId, problem: result.error })
  } catch (error) {
    if (job.abort.signal.aborted) send({ type: 'cancelled', jobId })
    else {
      console.error(`job ${jobId} (${spec.kind})`, error)
      send({ type: 'failed', jobId, problem: unexpected(spec, error) })
    }
  } finally {
    running.delete(jobId)
  }
}

function contextOf(jobId: string, job: Running): JobContext {
  return {
    signal: job.abort.signal,
    environment,
    progress: (done, total, unit, note) => send({ type: 'progress', jobId, done, total, unit, note }),
    batch: (content) => sendBatch(jobId, job, content),
    parts: () => job.parts.all(),
    decoder: openDecoder
  }
}

/** Send a partial result and wait until main has committed it; a cancelled job does not wait. */
function sendBatch(jobId: string, job: Running, content: JobBatch): Promise<void> {
  const batch = job.nextBatch++
  return new Promise((resolve) => {
    const finish = (): void => {
      job.waiting.delete(batch)
      job.abort.signal.removeEventListener('abort', finish)
      resolve()
    }
    job.waiting.set(batch, finish)
    job.abort.signal.addEventListener('abort', finish)
    send({ type: 'batch', jobId, batch, content })
  })
}

/** The hidden decoder window, asked of main once. */
function openDecoder(): Promise<Decoder> {
  decoder ??= new Promise((resolve, reject) => {
    decoderArrived = { resolve, reject }
    send({ type: 'need-decoder' })
  })
  return decoder
}
