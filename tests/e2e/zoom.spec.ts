import { execFileSync } from 'node:child_process'
import { expect, test } from '@playwright/test'
import { canMakeMedia, testMedia } from '../fixtures/media'
import { AffectoryApp } from './affectory-app'

test.skip(!canMakeMedia, 'ffmpeg and ffprobe were not found: there are no long sounds')

const RATE_HZ = 16_000

/** The file as ffmpeg decodes it from its beginning: one channel, shares of full scale. */
function decodedByFfmpeg(path: string): Float32Array {
  const args = ['-loglevel', 'error', '-i', path, '-f', 'f32le', '-ac', '1', '-ar', `${RATE_HZ}`, 'pipe:1']
  const bytes = execFileSync('ffmpeg', args, { maxBuffer: 2 ** 28 })
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
}

/** Samples [first, first + count) as the waveform gets them: one column for each, so the two extremes are equal. */
async function shown(app: AffectoryApp, streamId: string, first: number, count: number): Promise<number[]> {
  const query = `from=${(first / RATE_HZ) * 1e6}&to=${((first + count) / RATE_HZ) * 1e6}&px=${count}`
  const columns = await app.page.evaluate(async (address) => {
    const answer = await fetch(address)
    return [...new Float32Array(await answer.arrayBuffer())]
  }, `lab://tiles/peaks/${streamId}?${query}`)
  for (let i = 0; i < columns.length; i += 2) expect(columns[i + 1]).toBe(columns[i])
  return columns.filter((_, i) => i % 2 === 0)
}

/** Mean distance of the samples shown from those of the oracle, moved by `lag` samples. */
const distance = (got: readonly number[], oracle: Float32Array, first: number, lag: number): number =>
  got.reduce((sum, value, i) => sum + Math.abs(value - (oracle[first + i + lag] ?? 0)), 0) / got.length

for (const name of ['long.m4a', 'long.mkv', 'long.mp3'])
  test(`${name}, longer than half an hour, shows the very samples that ffmpeg decodes, wherever it is zoomed in`, async () => {
    test.setTimeout(180_000)
    const path = await testMedia(name)
    const oracle = decodedByFfmpeg(path)
    const app = await AffectoryApp.launch()
    try {
      await app.newProject('Long')
      await app.importFiles(path)
      const stream = (await app.snapshot()).streams.find(({ kind }) => kind === 'audio')
      expect(stream?.cache['pcm'], 'no copy of all samples is kept').toBeUndefined()
      for (const second of [0, 7, 1024, 1799.99, 1850]) {
        const first = Math.round(second * RATE_HZ)
        const got = await shown(app, stream?.id ?? '', first, 1600)
        const away = [-320, -16, -2, -1, 1, 2, 16, 320].map((lag) => distance(got, oracle, first, lag))
        // 16 bit in the window, rounding of the decoders: a hundredth of what one sample off would cost.
        expect(distance(got, oracle, first, 0), `at ${second} s`).toBeLessThan(2e-4)
        expect(Math.min(...away), `at ${second} s`).toBeGreaterThan(2e-3)
      }
    } finally {
      await app.close()
    }
  })

test('zooming a long m4a in as far as it goes draws each sample under its own time', async () => {
  test.setTimeout(120_000)
  const path = await testMedia('long.m4a')
  const oracle = decodedByFfmpeg(path)
  const app = await AffectoryApp.launch()
  try {
    await app.newProject('Long')
    await app.importFiles(path)
    await app.seek(1234.01)
    await app.panel('Tracks').focus()
    for (let step = 0; step < 60; step++) await app.press('Control+Equal')
    const canvas = app.panel('Tracks').getByRole('img', { name: /^Waveform of/ })
    const [head, box] = [
      await app.page.getByRole('img', { name: 'Playhead' }).boundingBox(),
      await canvas.boundingBox()
    ]
    if (!head || !box) throw new Error('the playhead or the waveform is not in view')
    // The shortest span shows 32 samples; the playhead stands at a known time.
    const pxPerSample = box.width / 32
    const sampleAt = (x: number): number =>
      1234.01 * RATE_HZ + (x - (head.x + head.width / 2 - box.x)) / pxPerSample
    const fits = async (): Promise<number> => {
      const trace = await canvas.evaluate(traceOf)
      const drawn = trace.map(({ y }) => y)
      const expected = trace.map(({ x }) => lineThrough(oracle, sampleAt(x)))
      return trace.length > box.width / 2 ? correlation(drawn, expected) : 0
    }
    await expect.poll(fits).toBeGreaterThan(0.999)
    await app.screenshot('zoom-to-the-sample')
  } finally {
    await app.close()
  }
})

/** Where the wave's line runs: for each pixel column with something strong on it, the mean height (up is positive). */
function traceOf(canvas: HTMLElement | SVGElement): { x: number; y: number }[] {
  if (!(canvas instanceof HTMLCanvasElement)) return []
  const { width, height } = canvas
  const pixels = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? []
  const out: { x: number; y: number }[] = []
  for (let x = 0; x < width; x++) {
    let weight = 0
    let sum = 0
    for (let y = 0; y < height; y++) {
      const strength = pixels[(y * width + x) * 4 + 3] ?? 0
      if (strength < 120) continue
      weight += strength
      sum += strength * y
    }
    if (weight > 0 && weight < 255 * 20) out.push({ x: (x + 0.5) / devicePixelRatio, y: -sum / weight })
  }
  return out
}

function lineThrough(samples: Float32Array, position: number): number {
  const below = Math.floor(position)
  const [low = 0, high = 0] = [samples[below], samples[below + 1]]
  return low + (high - low) * (position - below)
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length
  const [ma, mb] = [mean(a), mean(b)]
  const dot = (u: readonly number[], mu: number, v: readonly number[], mv: number): number =>
    u.reduce((sum, value, i) => sum + (value - mu) * ((v[i] ?? 0) - mv), 0)
  return dot(a, ma, b, mb) / Math.sqrt(dot(a, ma, a, ma) * dot(b, mb, b, mb))
}
