import type { Picture, Value } from '../ops/value'
import type { SeenPicture } from '../../../../shared/explain/explained'
import type { Values } from './looked-at'

/** Longer side of a picture that is only to be looked at. */
const SHOWN_PX = 224

/** A picture as small as is good to look at: every pixel the mean of those it stands for. */
export function smallPicture(picture: Picture): Pick<SeenPicture, 'widthPx' | 'heightPx' | 'data'> {
  const scale = Math.min(1, SHOWN_PX / Math.max(picture.widthPx, picture.heightPx))
  const widthPx = Math.max(1, Math.round(picture.widthPx * scale))
  const heightPx = Math.max(1, Math.round(picture.heightPx * scale))
  const data = new Uint8Array(widthPx * heightPx * 3)
  for (let y = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++) {
      const rows = span(y, heightPx, picture.heightPx)
      const columns = span(x, widthPx, picture.widthPx)
      for (let c = 0; c < 3; c++)
        data[(y * widthPx + x) * 3 + c] = Math.round(
          mean(picture, rows, columns, Math.min(c, picture.channels - 1))
        )
    }
  return { widthPx, heightPx, data }
}

/** The picture among the values; of a clip the one in its middle. */
export function pictureIn(values: Values): Picture | undefined {
  const pictures = values.flat().flatMap((value) => (value === 'blank' ? [] : picturesOf(value)))
  return pictures[Math.floor(pictures.length / 2)]
}

function picturesOf(value: Value): readonly Picture[] {
  if (value.kind === 'picture') return [value]
  return value.kind === 'clip' ? value.pictures : []
}

type Span = readonly [from: number, to: number]

function span(at: number, count: number, of: number): Span {
  const from = Math.floor((at * of) / count)
  return [from, Math.max(from + 1, Math.floor(((at + 1) * of) / count))]
}

function mean({ data, widthPx, channels }: Picture, rows: Span, columns: Span, channel: number): number {
  let sum = 0
  for (let row = rows[0]; row < rows[1]; row++)
    for (let column = columns[0]; column < columns[1]; column++)
      sum += data[(row * widthPx + column) * channels + channel] ?? 0
  return sum / ((rows[1] - rows[0]) * (columns[1] - columns[0]))
}
