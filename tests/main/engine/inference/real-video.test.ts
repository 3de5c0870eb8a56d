import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { predictJob } from '../../../../src/main/engine/inference/predict-job'
import { IDENTITY, type Picture } from '../../../../src/main/engine/inference/ops/value'
import { Committed, contextFor, dataFolder, fakeDecoder, hasModel, itemFor, runOf } from './fixtures'

const folder = join(dataFolder, 'face/video')
const possible =
  existsSync(folder) && hasModel('face-detection') && hasModel('face-expression') && canRun('ffmpeg')
if (!possible)
  console.log(`skipped: needs the face models, ffmpeg and the videos of ${folder} (AFFECTORY_DATA)`)

function canRun(program: string): boolean {
  try {
    execFileSync(program, ['-version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const RATE_HZ = 5

/** A file's pictures, five a second, 640 pixels wide. */
function pictures(name: string): Picture[] {
  const probe = execFileSync('ffprobe', [
    '-v',
    'error',
    '-select_streams',
    'v:0',
    '-show_entries',
    'stream=width,height',
    '-of',
    'csv=p=0',
    join(folder, name)
  ])
  const [width = 640, height = 360] = String(probe).trim().split(',').map(Number)
  const heightPx = Math.round((height * 640) / width / 2) * 2
  const filter = `fps=${RATE_HZ},scale=640:${heightPx}`
  const pipe = [
    '-v',
    'error',
    '-i',
    join(folder, name),
    '-vf',
    filter,
    '-f',
    'rawvideo',
    '-pix_fmt',
    'rgb24',
    '-'
  ]
  const bytes = execFileSync('ffmpeg', pipe, { maxBuffer: 1 << 30 })
  const size = 640 * heightPx * 3
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, index) => ({
    kind: 'picture',
    widthPx: 640,
    heightPx,
    channels: 3,
    data: bytes.subarray(index * size, (index + 1) * size),
    placement: IDENTITY
  }))
}

async function read(name: string): Promise<{ committed: Committed; count: number }> {
  const shown = pictures(name)
  const committed = new Committed()
  const decoder = fakeDecoder({
    picture: (time) => shown[Math.round((time * RATE_HZ) / 1e6)] ?? shown[0] ?? fail()
  })
  await predictJob(
    {
      kind: 'predict',
      run: runOf('face-expression'),
      items: [itemFor('video', shown.length / RATE_HZ, { frameRateHz: RATE_HZ })],
      options: { rateHz: RATE_HZ },
      provider: 'cpu'
    },
    contextFor(decoder, committed)
  )
  return { committed, count: shown.length }
}

function fail(): never {
  throw new Error('the video has no pictures')
}

const seenAt = (committed: Committed): Set<number> =>
  new Set(committed.rows().map((row) => Math.round(((row['pts'] ?? 0) * RATE_HZ) / 1e6)))

const labels = (committed: Committed): (string | undefined)[] =>
  [...committed.tracks.values()].flatMap((segments) => segments.map(({ label }) => label))

describe.skipIf(!possible)('faces in real videos', () => {
  test('a video of one face has that face in every picture', { timeout: 60_000 }, async () => {
    const { committed, count } = await read('single_face.mp4')
    expect([...committed.tracks.keys()]).toEqual(['face-1'])
    expect(seenAt(committed).size).toBe(count)
  })

  test('a video of clouds and letters has no person and no segment', { timeout: 60_000 }, async () => {
    const { committed } = await read('no_face.mp4')
    expect(committed.rows()).toEqual([])
    expect(committed.tracks.size).toBe(0)
    expect(committed.done).toBe(true)
    expect(committed.problems).toEqual([expect.stringContaining('no face was seen')])
  })

  test('while the face is away there is a gap and no repeated emotion', { timeout: 60_000 }, async () => {
    // In the first file the face leaves after 2.4 s of 6.4 s; the second one is the first run backwards.
    for (const [name, from, to] of [
      ['face_noface.mov', 0, 2.4],
      ['noface_face.mov', 4, 6.4]
    ] as const) {
      const { committed } = await read(name)
      const segments = [...committed.tracks.values()].flat()
      expect(segments.length).toBeGreaterThan(0)
      expect(Math.min(...segments.map(({ start }) => start / 1e6))).toBeCloseTo(from, 0)
      expect(Math.max(...segments.map(({ end }) => end / 1e6))).toBeLessThan(to + 0.41)
      expect(seenAt(committed).size).toBe(12)
    }
  })

  test(
    'a woman who weeps and then laughs is one person, sad first and happy at the end',
    { timeout: 120_000 },
    async () => {
      const { committed, count } = await read('WolfgangLanger_Pexels.mp4')
      expect([...committed.tracks.keys()]).toEqual(['face-1'])
      expect(seenAt(committed).size).toBeGreaterThan(0.95 * count)
      expect(labels(committed).at(0)).toBe('sadness')
      expect(labels(committed).at(-1)).toBe('happiness')
    }
  )
})
