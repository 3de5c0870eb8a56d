import { VideoSampleSink } from 'mediabunny'
import type { VideoSample } from 'mediabunny'
import type { DecodeRequest, DecodedPicture } from '../../shared/signal/decoder-messages'
import { colorRule, fitInside, planesOf, turnPicture } from '../../shared/signal/picture'
import { PictureScaler } from '../../shared/signal/picture-scaler'
import { firstPicture, openVideo } from './open-media'

type FramesRequest = Extract<DecodeRequest, { kind: 'frames' }>

/** Added to a wanted time, µs: tables hold whole microseconds, containers finer fractions, and a picture must not be missed by less than one. */
const ROUNDING_US = 1

/** Pictures sent together: enough to make messages cheap, few enough that none waits long. */
const GROUP_PICTURES = 8
const GROUP_BYTES = 1024 * 1024

/** Decode the pictures shown at the wanted times, in groups. */
export async function* frames(
  request: FramesRequest,
  signal: AbortSignal
): AsyncGenerator<readonly DecodedPicture[]> {
  const stream = await openVideo(request.fileId, request.streamIndex)
  const { track, input } = stream
  const stop = (): void => input.dispose()
  signal.addEventListener('abort', stop)
  try {
    const { first, zero } = await firstPicture(stream)
    const wanted = Array.from(request.times, (time) => Math.max(first, zero + (time + ROUNDING_US) / 1e6))
    const reader = new PictureReader(request.widthPx, request.heightPx)
    let group: DecodedPicture[] = []
    let bytes = 0
    for await (const sample of new VideoSampleSink(track).samplesAtTimestamps(wanted)) {
      if (!sample) continue
      const picture = await reader.read(sample, zero)
      group.push(picture)
      bytes += picture.data.length
      if (group.length >= GROUP_PICTURES || bytes >= GROUP_BYTES) {
        yield group
        group = []
        bytes = 0
      }
    }
    if (group.length > 0) yield group
  } finally {
    signal.removeEventListener('abort', stop)
    input.dispose()
  }
}

/** Makes decoded samples as small as wanted; keeps its memory from picture to picture. */
class PictureReader {
  private readonly scaler = new PictureScaler()
  private bytes = new Uint8Array()

  constructor(
    private readonly boxWidthPx: number,
    private readonly boxHeightPx: number
  ) {}

  /** Reads and closes the sample. */
  async read(sample: VideoSample, zero: number): Promise<DecodedPicture> {
    try {
      const shown = fitInside(sample.displayWidth, sample.displayHeight, this.boxWidthPx, this.boxHeightPx)
      const turned = sample.rotation === 90 || sample.rotation === 270
      const [widthPx, heightPx] = turned ? [shown.heightPx, shown.widthPx] : [shown.widthPx, shown.heightPx]
      const picture = this.scaler.shrink(await this.planes(sample), widthPx, heightPx)
      const time = Math.max(0, Math.round((sample.timestamp - zero) * 1e6))
      return { time, ...shown, ...turnPicture(picture, sample.rotation, sample.flip) }
    } finally {
      sample.close()
    }
  }

  private async planes(sample: VideoSample) {
    const { width, height } = sample.visibleRect
    const format = sample.format ?? ''
    const direct = planesOf(format, width, height, []) !== undefined
    const options = direct ? {} : ({ format: 'RGBA', colorSpace: 'srgb' } as const)
    const size = sample.allocationSize(options)
    if (this.bytes.length < size) this.bytes = new Uint8Array(size)
    const layout = await sample.copyTo(this.bytes, options)
    const planes = planesOf(direct ? format : 'RGBA', width, height, layout)
    if (!planes) throw new Error(`pictures of the form "${format}" cannot be read`)
    return {
      data: this.bytes,
      planes,
      color: direct ? colorRule(sample.colorSpace, height) : colorRule({ matrix: 'rgb' }, height)
    }
  }
}
