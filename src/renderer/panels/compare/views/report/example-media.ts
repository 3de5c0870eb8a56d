import type { Micros } from '../../../../../shared/domain/time'
import { toMedia } from '../../../../../shared/domain/time'
import { LAB_SCHEME } from '../../../../../shared/contract'
import { filesOf, streamsOf } from '../../../../session/project'

/** Width of a still, pixels. */
const STILL_WIDTH = 320
/** A still that does not come within this time is left out, milliseconds. */
const STILL_MS = 8000
/** Sound is cut from files up to this size: they are decoded whole. */
const MOST_BYTES = 80_000_000
/** Longer moments are cut off. */
const MOST_SECONDS = 15
const RATE_HZ = 16_000

/** A still from the middle of a moment and its sound, as `data:` addresses; what there is none of is left out. */
export async function exampleMedia(
  recordingId: string,
  start: Micros,
  end: Micros
): Promise<{ picture?: string; sound?: string }> {
  const streams = streamsOf(recordingId)
  const files = new Map(filesOf(recordingId).map((file) => [file.id, file]))
  const video = streams.find(({ kind }) => kind === 'video')
  const audio = streams.find(({ kind }) => kind === 'audio')
  const playable = (fileId: string | undefined): boolean => {
    const file = fileId === undefined ? undefined : files.get(fileId)
    return file !== undefined && !file.missing && file.playback !== 'none'
  }
  const middle = ((start + end) / 2) as Micros
  const picture =
    video && playable(video.fileId) ? await still(video.fileId, toMedia(video, middle) / 1e6) : undefined
  const small = audio && (files.get(audio.fileId)?.sizeBytes ?? Infinity) <= MOST_BYTES
  const sound =
    audio && small && playable(audio.fileId)
      ? await clip(audio.fileId, toMedia(audio, start) / 1e6, toMedia(audio, end) / 1e6)
      : undefined
  return { ...(picture ? { picture } : {}), ...(sound ? { sound } : {}) }
}

const address = (fileId: string): string => `${LAB_SCHEME}://media/${fileId}`

async function still(fileId: string, seconds: number): Promise<string | undefined> {
  const video = document.createElement('video')
  video.crossOrigin = 'anonymous'
  video.muted = true
  video.preload = 'auto'
  try {
    const came = await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), STILL_MS)
      const answer = (good: boolean): void => {
        clearTimeout(timer)
        resolve(good)
      }
      video.onerror = () => answer(false)
      video.onloadeddata = () => (video.currentTime = seconds)
      video.onseeked = () => answer(true)
      video.src = address(fileId)
    })
    if (!came || video.videoWidth === 0) return undefined
    const canvas = document.createElement('canvas')
    canvas.width = STILL_WIDTH
    canvas.height = Math.round((STILL_WIDTH * video.videoHeight) / video.videoWidth)
    canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height)
    return canvas.toDataURL('image/jpeg', 0.8)
  } finally {
    video.removeAttribute('src')
    video.load()
  }
}

/** The file that was decoded last: examples often follow each other in one recording. */
let decoded: { readonly fileId: string; readonly sound: Promise<AudioBuffer | undefined> } | undefined

async function clip(fileId: string, from: number, to: number): Promise<string | undefined> {
  if (decoded?.fileId !== fileId) decoded = { fileId, sound: decode(fileId) }
  const sound = await decoded.sound
  if (!sound) return undefined
  const first = Math.max(0, Math.floor(from * RATE_HZ))
  const last = Math.min(sound.length, Math.ceil(Math.min(to, from + MOST_SECONDS) * RATE_HZ))
  if (last <= first) return undefined
  const mixed = new Float32Array(last - first)
  for (let channel = 0; channel < sound.numberOfChannels; channel++) {
    const samples = sound.getChannelData(channel)
    for (let at = 0; at < mixed.length; at++)
      mixed[at] = (mixed[at] ?? 0) + (samples[first + at] ?? 0) / sound.numberOfChannels
  }
  return `data:audio/wav;base64,${base64(wav(mixed))}`
}

async function decode(fileId: string): Promise<AudioBuffer | undefined> {
  try {
    const bytes = await (await fetch(address(fileId))).arrayBuffer()
    return await new OfflineAudioContext(1, 1, RATE_HZ).decodeAudioData(bytes)
  } catch {
    return undefined
  }
}

/** Mono, 16 bit. */
function wav(samples: Float32Array): Uint8Array {
  const bytes = new Uint8Array(44 + 2 * samples.length)
  const view = new DataView(bytes.buffer)
  const word = (at: number, text: string): void =>
    [...text].forEach((sign, i) => view.setUint8(at + i, sign.charCodeAt(0)))
  word(0, 'RIFF')
  view.setUint32(4, 36 + 2 * samples.length, true)
  word(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, RATE_HZ, true)
  view.setUint32(28, 2 * RATE_HZ, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  word(36, 'data')
  view.setUint32(40, 2 * samples.length, true)
  samples.forEach((sample, at) =>
    view.setInt16(44 + 2 * at, Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), true)
  )
  return bytes
}

function base64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(text)
}
