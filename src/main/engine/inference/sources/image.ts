import { fail, ok } from '../../../../shared/domain/problem'
import { PictureScaler } from '../../../../shared/signal/picture-scaler'
import { IDENTITY, type Picture } from '../ops/value'
import type { Source } from './source'
import { video } from './video'

/** A picture as a whole: of a picture file, or those of a video at the units' times. */
export const image: Source = {
  id: 'image',
  async open(request) {
    const { item, decoder, signal, stopwatch } = request
    const input = [item.input, ...(item.streams ?? [])].find(({ stream }) => stream.kind === 'image')
    if (!input) {
      const opened = await video.open(request)
      return opened.ok
        ? opened
        : fail(
            'no-stream',
            `${item.recording.name} has no picture, which the model needs.`,
            undefined,
            item.input.path
          )
    }
    const { still } = decoder
    if (!still) return fail('no-stream', 'pictures cannot be decoded here', undefined, input.path)
    const scaler = new PictureScaler()
    let known: Picture | undefined
    return ok({
      async read() {
        if (known) return known
        const picture = await stopwatch.timeAsync('decode', () => still({ fileId: input.file.id, signal }))
        known = {
          kind: 'picture',
          widthPx: picture.widthPx,
          heightPx: picture.heightPx,
          channels: 3,
          data: scaler.toRgb(picture, picture.widthPx, picture.heightPx),
          placement: IDENTITY
        }
        return known
      },
      close() {
        known = undefined
      }
    })
  }
}
