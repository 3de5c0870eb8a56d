// @ts-check
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Test media with known content: every picture carries its own number as a bar code, so that a test can say which frame it sees.
 * Command line: `node scripts/media.mjs <folder>` makes everything of `makeAll` there.
 */

/** Bits of the frame number. */
const BITS = 16

/** Share of the picture's height that each of the two bar code rows takes. */
const ROW_SHARE = 1 / 12

/** Whether ffmpeg and ffprobe can be called; tests that need them are left out otherwise. */
export const hasFfmpeg = () =>
  ['ffmpeg', 'ffprobe'].every((name) => spawnSync(name, ['-version'], { stdio: 'ignore' }).status === 0)

/**
 * Frame number burnt into a picture: 16 blocks along the top edge, highest bit left, white is 1, and the same inverted below.
 * @param {ArrayLike<number>} pixels rows of pixels without padding
 * @param {number} width
 * @param {number} height
 * @param {number} [channels] numbers per pixel: 4 for RGBA, 3 for RGB; the first one is looked at
 * @returns {number | undefined} undefined when the two rows contradict each other
 */
export function readBarcode(pixels, width, height, channels = 4) {
  let value = 0
  for (let bit = 0; bit < BITS; bit++) {
    const x = Math.floor(((bit + 0.5) * width) / BITS)
    const bright = (/** @type {number} */ row) =>
      (pixels[(Math.floor((row + 0.5) * ROW_SHARE * height) * width + x) * channels] ?? 0) > 127
    if (bright(0) === bright(1)) return undefined
    value = value * 2 + (bright(0) ? 1 : 0)
  }
  return value
}

/**
 * @typedef {object} VideoOptions
 * @property {number} [widthPx] 1280
 * @property {number} [heightPx] 720
 * @property {number} [rateHz] 30
 * @property {number} [seconds] 10
 * @property {readonly string[]} [video] encoder arguments; H.264, quick
 * @property {readonly string[] | false} [audio] encoder arguments; AAC; false: no sound
 * @property {boolean} [variable] drop frames irregularly, see `isKept`
 * @property {readonly string[]} [container] arguments just before the file name
 */

/** Encoder arguments for H.264 with this many frames from key frame to key frame. */
export const h264 = (gop = 60, bFrames = 2) => [
  '-c:v',
  'libx264',
  '-preset',
  'ultrafast',
  '-pix_fmt',
  'yuv420p',
  '-g',
  `${gop}`,
  '-keyint_min',
  `${gop}`,
  '-sc_threshold',
  '0',
  '-bf',
  `${bFrames}`
]

/** Whether frame `number` is left in a variable-rate video: an irregular pattern that keeps about half. */
export const isKept = (/** @type {number} */ number) => number % 7 === 0 || (number * 7919) % 13 < 6

/**
 * Make a video whose picture at time t carries the number round(t * rateHz).
 * @param {string} path
 * @param {VideoOptions} [options]
 */
export async function makeVideo(path, options = {}) {
  const {
    widthPx = 1280,
    heightPx = 720,
    rateHz = 30,
    seconds = 10,
    video = h264(),
    audio = ['-c:a', 'aac', '-b:a', '128k'],
    variable = false,
    container = []
  } = options
  const row = Math.round(heightPx * ROW_SHARE)
  const filters = [
    `[0:v]scale=${widthPx}:${row * 2}:flags=neighbor[code]`,
    `[1:v][code]overlay=0:0:format=yuv420${variable ? ",select='eq(mod(n,7),0)+lt(mod(n*7919,13),6)'" : ''}[out]`
  ]
  await ffmpeg(
    [
      ...['-f', 'rawvideo', '-pix_fmt', 'gray', '-s', `${BITS}x2`, '-r', `${rateHz}`, '-i', 'pipe:0'],
      ...['-f', 'lavfi', '-i', `testsrc2=s=${widthPx}x${heightPx}:r=${rateHz}:d=${seconds}`],
      ...(audio ? ['-f', 'lavfi', '-i', voiceLike(seconds)] : []),
      ...['-filter_complex', filters.join(';'), '-map', '[out]', ...(audio ? ['-map', '2:a'] : [])],
      ...[
        '-fps_mode',
        variable ? 'vfr' : 'cfr',
        ...(variable ? [] : ['-r', `${rateHz}`]),
        '-t',
        `${seconds}`
      ],
      ...video,
      ...(audio || []),
      ...container,
      path
    ],
    barcodes(Math.round(seconds * rateHz))
  )
}

/**
 * Make a sound file of voice-like bursts: a harmonic tone that glides, with pauses.
 * @param {string} path
 * @param {readonly string[]} encoder
 * @param {number} [seconds]
 */
export const makeSound = (path, encoder, seconds = 3) =>
  ffmpeg(['-f', 'lavfi', '-i', voiceLike(seconds), ...encoder, path])

const voiceLike = (/** @type {number} */ seconds) => {
  const glide = '2*PI*(140*t+30*sin(2*PI*0.4*t))'
  const tone = `0.3*sin(${glide})+0.15*sin(2*${glide})+0.1*sin(3*${glide})`
  return `aevalsrc='(${tone})*gt(sin(2*PI*0.7*t)\\,-0.3)':s=44100:d=${seconds}`
}

/** @param {number} count */
function* barcodes(count) {
  for (let number = 0; number < count; number++) {
    const bits = Array.from({ length: BITS }, (_, bit) => ((number >> (BITS - 1 - bit)) & 1) * 255)
    yield Buffer.from([...bits, ...bits.map((value) => 255 - value)])
  }
}

/**
 * @param {readonly string[]} args
 * @param {Iterable<Buffer>} [input]
 * @returns {Promise<void>}
 */
export function ffmpeg(args, input = []) {
  return new Promise((resolve, reject) => {
    const child = spawn('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-y', ...args], {
      stdio: ['pipe', 'ignore', 'pipe']
    })
    let said = ''
    child.stderr.on('data', (text) => (said += text))
    child.stdin.on('error', () => undefined)
    child.on('error', reject)
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`ffmpeg ${args.join(' ')}: ${said}`))
    )
    child.stdin.end(Buffer.concat([...input]))
  })
}

/** Small samples, one of each format that import promises. Name -> how to make it. */
const small = { widthPx: 320, heightPx: 240, seconds: 2 }
const mp2 = ['-c:a', 'mp2', '-b:a', '128k']
const mp3 = ['-c:a', 'libmp3lame']

/** @type {Record<string, (path: string) => Promise<void>>} */
export const samples = {
  'h264.mp4': (path) => makeVideo(path, small),
  'h264.mov': (path) => makeVideo(path, small),
  'h264.mkv': (path) => makeVideo(path, small),
  'h264.ts': (path) => makeVideo(path, small),
  'vp9.webm': (path) =>
    makeVideo(path, {
      ...small,
      video: ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '500k'],
      audio: ['-c:a', 'libopus', '-ar', '48000']
    }),
  'vp8.webm': (path) =>
    makeVideo(path, {
      ...small,
      video: ['-c:v', 'libvpx', '-deadline', 'realtime', '-b:v', '500k'],
      audio: ['-c:a', 'libvorbis']
    }),
  'xvid.avi': (path) =>
    makeVideo(path, { ...small, video: ['-c:v', 'mpeg4', '-vtag', 'XVID', '-q:v', '3'], audio: mp3 }),
  'wmv2.wmv': (path) =>
    makeVideo(path, { ...small, video: ['-c:v', 'wmv2', '-b:v', '1M'], audio: ['-c:a', 'wmav2'] }),
  'mpeg2.mpg': (path) =>
    makeVideo(path, { ...small, video: ['-c:v', 'mpeg2video', '-b:v', '2M'], audio: mp2 }),
  'flv1.flv': (path) => makeVideo(path, { ...small, video: ['-c:v', 'flv', '-b:v', '1M'], audio: mp3 }),
  'hevc.mp4': (path) =>
    makeVideo(path, {
      ...small,
      video: ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=error', '-tag:v', 'hvc1']
    }),
  'prores.mov': (path) =>
    makeVideo(path, {
      ...small,
      video: ['-c:v', 'prores_ks', '-profile:v', '0'],
      audio: ['-c:a', 'pcm_s16le']
    }),
  'h263.3gp': (path) =>
    makeVideo(path, {
      ...small,
      widthPx: 352,
      heightPx: 288,
      video: ['-c:v', 'h263', '-b:v', '500k'],
      audio: ['-c:a', 'aac', '-ac', '1']
    }),
  'pcm.aiff': (path) => makeSound(path, ['-c:a', 'pcm_s16be']),
  'wma2.wma': (path) => makeSound(path, ['-c:a', 'wmav2']),
  'flac.flac': (path) => makeSound(path, ['-c:a', 'flac']),
  'mp3.mp3': (path) => makeSound(path, mp3),
  'aac.m4a': (path) => makeSound(path, ['-c:a', 'aac']),
  'vorbis.ogg': (path) => makeSound(path, ['-c:a', 'libvorbis']),
  'opus.opus': (path) => makeSound(path, ['-c:a', 'libopus', '-ar', '48000']),
  's16.wav': (path) => makeSound(path, ['-c:a', 'pcm_s16le']),
  's24.wav': (path) => makeSound(path, ['-c:a', 'pcm_s24le', '-ac', '2']),
  'f32.wav': (path) => makeSound(path, ['-c:a', 'pcm_f32le'])
}

/** Videos for frame accuracy. Name -> how to make it. @type {Record<string, (path: string) => Promise<void>>} */
export const clips = {
  'constant.mp4': (path) => makeVideo(path, { video: h264(60, 0) }),
  'b-frames.mp4': (path) => makeVideo(path, { video: h264(60, 2) }),
  'variable.mp4': (path) => makeVideo(path, { video: h264(60, 2), variable: true }),
  'variable.mkv': (path) => makeVideo(path, { video: h264(60, 2), variable: true }),
  'cut-by-edit-list.mp4': (path) => recut(path, (source) => ['-ss', '1.03', '-i', source]),
  'no-edit-list.mp4': (path) => recut(path, (source) => ['-i', source], ['-use_editlist', '0']),
  'late-video.mp4': (path) =>
    recut(path, (source) => ['-i', source, '-itsoffset', '0.5', '-i', source, '-map', '1:v', '-map', '0:a']),
  'late-sound.mp4': (path) =>
    recut(path, (source) => ['-i', source, '-itsoffset', '0.5', '-i', source, '-map', '0:v', '-map', '1:a']),
  'starts-at-2-s.mkv': (path) => recut(path, (source) => ['-itsoffset', '2', '-i', source]),
  'fragments.mp4': (path) =>
    recut(path, (source) => ['-i', source], ['-movflags', 'frag_keyframe+empty_moov'])
}

/**
 * Copy the streams of a small clip with B-frames into another frame of time.
 * @param {string} path
 * @param {(source: string) => readonly string[]} inputs
 * @param {readonly string[]} [container]
 */
async function recut(path, inputs, container = []) {
  const source = `${path}.source.mp4`
  await makeVideo(source, { widthPx: 320, heightPx: 180, seconds: 6, video: h264(60, 2) })
  await ffmpeg([...inputs(source), '-c', 'copy', ...container, path])
  rmSync(source)
}

/** Seconds of the long sounds: just more than what keeps its samples in the cache. */
export const LONG_SECONDS = 31 * 60

/**
 * Long sounds, in which every second begins with a burst of its own pitch, so that a place in them cannot be mistaken.
 * Name -> how to make it. @type {Record<string, (path: string) => Promise<void>>}
 */
export const longSounds = {
  'long.m4a': (path) => makeLong(path, ['-c:a', 'aac', '-aac_pns', '0', '-b:a', '32k']),
  'long.mkv': (path) => makeLong(path, ['-c:a', 'aac', '-aac_pns', '0', '-b:a', '32k']),
  'long.mp3': (path) => makeLong(path, ['-c:a', 'libmp3lame', '-b:a', '32k'])
}

/**
 * @param {string} path
 * @param {readonly string[]} encoder
 */
const makeLong = (path, encoder) => {
  const tone = 'sin(2*PI*(200+mod(floor(t)\\,317))*t)*exp(-9*mod(t\\,1))'
  const source = `aevalsrc='0.6*${tone}':s=16000:d=${LONG_SECONDS}`
  return ffmpeg(['-f', 'lavfi', '-i', source, '-ac', '1', ...encoder, path])
}

/** Make every sample and clip in a folder. */
export async function makeAll(/** @type {string} */ folder) {
  mkdirSync(folder, { recursive: true })
  for (const [name, make] of Object.entries({ ...samples, ...clips })) {
    console.log(`making ${name}`)
    await make(join(folder, name))
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2]
  if (!folder) throw new Error('say where: node scripts/media.mjs <folder>')
  await makeAll(folder)
}
