import {
  AudioSample,
  AudioSampleSource,
  BufferTarget,
  CanvasSource,
  getFirstEncodableAudioCodec,
  getFirstEncodableVideoCodec,
  Mp4OutputFormat,
  Output
} from 'mediabunny'
import { scenePicture } from '../../shared/demo/scene'
import type { FilmAnswer, FilmRequest } from '../../shared/demo/studio-protocol'
import { paintScene } from './paint-scene'

/** Bits per second of picture and sound; enough for clean faces at this size. */
const VIDEO_BITRATE = 2_000_000
const AUDIO_BITRATE = 96_000
/** A key frame every second keeps seeking quick. */
const KEY_FRAME_SECONDS = 1
const SOUND_BLOCK_SECONDS = 1

/** Draw and encode a scene as MP4 with what this Chromium can encode. */
export async function film(request: FilmRequest, progress: (share: number) => void): Promise<FilmAnswer> {
  const { widthPx, heightPx, frameRateHz } = scenePicture
  const videoCodec = await getFirstEncodableVideoCodec(['avc', 'vp9', 'av1'], {
    width: widthPx,
    height: heightPx
  })
  const audioCodec = await getFirstEncodableAudioCodec(['aac', 'opus'], {
    numberOfChannels: 1,
    sampleRate: request.sampleRateHz
  })
  if (!videoCodec || !audioCodec)
    return { kind: 'failed', message: 'this Chromium can encode none of AVC, VP9, AV1 with AAC or Opus' }

  const pictures = await openPhotos(request.photos)
  const canvas = new OffscreenCanvas(widthPx, heightPx)
  const context = canvas.getContext('2d', { alpha: false })
  if (!context) return { kind: 'failed', message: 'no canvas to draw on' }

  const output = new Output({
    format: new Mp4OutputFormat({ fastStart: 'in-memory' }),
    target: new BufferTarget()
  })
  const video = new CanvasSource(canvas, {
    codec: videoCodec,
    bitrate: VIDEO_BITRATE,
    keyFrameInterval: KEY_FRAME_SECONDS
  })
  const audio = new AudioSampleSource({ codec: audioCodec, bitrate: AUDIO_BITRATE })
  output.addVideoTrack(video, { frameRate: frameRateHz })
  output.addAudioTrack(audio)
  await output.start()

  const frames = Math.round(request.scene.seconds * frameRateHz)
  let soundUntil = 0
  for (let frame = 0; frame < frames; frame++) {
    const time = frame / frameRateHz
    if (time >= soundUntil) {
      await addSound(audio, request, soundUntil)
      soundUntil += SOUND_BLOCK_SECONDS
    }
    paintScene(context, request.scene, pictures, time)
    await video.add(time, 1 / frameRateHz)
    if (frame % frameRateHz === 0) progress(frame / frames)
  }
  await output.finalize()
  const file = output.target.buffer
  if (!file) return { kind: 'failed', message: 'the encoder gave no file' }
  return { kind: 'film', file: new Uint8Array(file), codecs: `${videoCodec}, ${audioCodec}` }
}

async function openPhotos(photos: FilmRequest['photos']): Promise<Map<string, ImageBitmap>> {
  const opened = await Promise.all(
    Object.entries(photos).map(
      async ([name, bytes]) =>
        [name, await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }))] as const
    )
  )
  return new Map(opened)
}

async function addSound(source: AudioSampleSource, request: FilmRequest, from: number): Promise<void> {
  const { sampleRateHz, sound } = request
  const data = sound.slice(
    Math.round(from * sampleRateHz),
    Math.round((from + SOUND_BLOCK_SECONDS) * sampleRateHz)
  )
  if (data.length === 0) return
  const sample = new AudioSample({
    data,
    format: 'f32',
    numberOfChannels: 1,
    sampleRate: sampleRateHz,
    timestamp: from
  })
  await source.add(sample)
  sample.close()
}
