import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { getPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { crashGuard } from '../../../../src/main/engine/inference/crash-guard'
import { providerFault } from '../../../../src/main/engine/inference/provider-fault'
import { listProviders, openSession, runtimeVersion } from '../../../../src/main/engine/inference/session'
import { openThreadedSession } from '../../../../src/main/engine/inference/threaded-session'
import { hasModel, modelsFolder } from './fixtures'

const path = join(modelsFolder, 'face-detection/weights/face-detection.onnx')
const blank = {
  image: { type: 'uint8' as const, data: new Uint8Array(256 * 256 * 3), dims: [1, 256, 256, 3] }
}
const request = { path, threads: 1, warmUp: blank }

describe.skipIf(!hasModel('face-detection'))('a model in a thread of its own', () => {
  const threaded = async () => {
    const opened = await openThreadedSession({ ...request, provider: 'cpu' })
    if (!opened.ok) throw new Error(opened.error.message)
    return opened.value
  }
  const noise = () => ({
    image: {
      type: 'uint8' as const,
      data: Uint8Array.from({ length: 256 * 256 * 3 }, (_, i) => (i * 7919) % 256),
      dims: [1, 256, 256, 3]
    }
  })

  test.skipIf(process.platform !== 'linux')(
    'keeps its priority while the thread that prepares its input steps back',
    async () => {
      const session = await threaded()
      // Field 19 of /proc/*/task/*/stat (proc_pid_stat(5)) is the nice value; the name before may hold spaces.
      const niceOf = (task: string): number =>
        Number(readFileSync(`/proc/self/task/${task}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[16])
      const others = readdirSync('/proc/self/task').map(niceOf)
      expect(getPriority(0)).toBe(Math.min(...others) + 5)
      await session.dispose()
    }
  )

  test('gives what it gives without a thread, and timers go on while it runs', async () => {
    const here = await openSession({ ...request, provider: 'cpu' })
    if (!here.ok) throw new Error(here.error.message)
    const session = await threaded()
    expect(session.choice).toEqual({ asked: 'cpu', got: 'cpu' })
    let ticks = 0
    const timer = setInterval(() => ticks++, 1)
    let scores: unknown
    for (let i = 0; i < 20; i++) scores = (await session.run(noise(), ['scores'])).values['scores']?.data
    clearInterval(timer)
    expect(ticks).toBeGreaterThan(20)
    expect(scores).toEqual((await here.value.run(noise(), ['scores'])).values['scores']?.data)
    await session.dispose()
    await here.value.dispose()
  })

  test('what the runtime throws arrives as an error, and the thread lives on', async () => {
    const session = await threaded()
    const wrong = { image: { type: 'uint8' as const, data: new Uint8Array(12), dims: [1, 2, 2, 3] } }
    await expect(session.run(wrong, ['scores'])).rejects.toThrow(/dimension|shape/i)
    expect((await session.run(noise(), ['scores'])).values['scores']?.data.length).toBe(896)
    await session.dispose()
    await expect(session.run(noise(), ['scores'])).rejects.toThrow('no open model')
  })
})

describe('why a provider cannot be used', () => {
  test('the words of the runtime become a clause that a person can act on', () => {
    const webgpu =
      '/onnxruntime_src/onnxruntime/core/providers/webgpu/webgpu_context.cc:136 onnxruntime::webgpu::WebGpuContext::Initialize(...) was false. Failed to get a WebGPU adapter: No supported adapters.'
    expect(providerFault(new Error(webgpu))).toBe('no graphics adapter that WebGPU can use was found')
    expect(
      providerFault(new Error('OrtSessionOptionsAppendExecutionProvider_Cuda: Failed to load shared library'))
    ).toContain('CUDA')
    expect(providerFault(new Error('Protobuf parsing failed.\nmore'))).toBe('Protobuf parsing failed.')
  })
})

describe('execution providers', () => {
  test('the list holds the CPU last, and only what computes here', async () => {
    const providers = await listProviders()
    expect(providers.at(-1)).toBe('cpu')
    expect(new Set(providers).size).toBe(providers.length)
    expect(runtimeVersion).toMatch(/^\d+\.\d+\.\d+/)
  })

  test.skipIf(!hasModel('face-detection'))(
    'one that cannot be used here gives way to the CPU, and says so',
    async () => {
      const missing = process.platform === 'win32' ? 'coreml' : 'dml'
      const opened = await openSession({ ...request, provider: missing })
      if (!opened.ok) throw new Error(opened.error.message)
      expect(opened.value.choice).toMatchObject({
        asked: missing,
        got: 'cpu',
        note: expect.stringContaining(missing)
      })
      const result = await opened.value.run(blank, ['scores'])
      expect(result.values['scores']?.data.length).toBe(896)
      await opened.value.dispose()
    }
  )

  test.skipIf(!hasModel('face-detection'))(
    'a provider that a model does not allow is not used for it',
    async () => {
      const opened = await openSession({ ...request, provider: 'webgpu', allowed: ['cpu'] })
      if (!opened.ok) throw new Error(opened.error.message)
      expect(opened.value.choice).toMatchObject({
        asked: 'webgpu',
        got: 'cpu',
        note: expect.stringContaining('cpu only')
      })
      await opened.value.dispose()
    }
  )

  test.skipIf(!hasModel('face-detection'))('the automatic choice is one of those that work', async () => {
    const opened = await openSession({ ...request, provider: 'auto' })
    if (!opened.ok) throw new Error(opened.error.message)
    expect(await listProviders()).toContain(opened.value.choice.got)
    await opened.value.dispose()
  })

  test('a file that is no model is told in a sentence', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'affectory-session-'))
    const file = join(folder, 'no.onnx')
    writeFileSync(file, 'not a model')
    const opened = await openSession({ ...request, path: file, provider: 'cpu' })
    expect(opened).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('no.onnx'), hint: expect.stringContaining('npm run models') }
    })
    rmSync(folder, { recursive: true })
  })

  test('a provider that ended three processes in a row is left alone for an hour; one being tried by a living process is not', () => {
    const folder = mkdtempSync(join(tmpdir(), 'affectory-guard-'))
    const guard = crashGuard('webgpu', folder)
    expect(guard.crashedBefore).toBe(false)
    expect(crashGuard('webgpu', folder).crashedBefore).toBe(false)
    guard.release()
    expect(readdirSync(folder)).toEqual([])
    /** Somebody with an id that no process has left a note: ended while trying. */
    const die = (): void => {
      const { crashedBefore } = crashGuard('webgpu', folder)
      const [note = ''] = readdirSync(folder)
      const deaths = readFileSync(join(folder, note), 'utf8').split(' ')[1] ?? '0'
      if (!crashedBefore) writeFileSync(join(folder, note), `999999999 ${deaths}`)
    }
    die()
    die()
    expect(crashGuard('webgpu', folder).crashedBefore).toBe(false)
    die()
    die()
    expect(crashGuard('webgpu', folder).crashedBefore).toBe(true)
    expect(crashGuard('cpu', folder).crashedBefore).toBe(false)
    rmSync(folder, { recursive: true })
  })
})
