import { open } from 'node:fs/promises'
import type { Result } from '../../../shared/domain/problem'
import { IMAGE_DURATION } from '../../../shared/documents/nominal'
import type { FileFormat, Found, ProbedFile } from './format'
import { failed } from './format'
import { pictureHeader, pictureKind } from './picture-header'
import type { PictureHeader } from './picture-header'

const extensions = ['png', 'jpg', 'jpeg', 'jfif', 'webp', 'gif', 'bmp', 'avif']
/** Pictures that no window shows; they get a sentence of their own. */
const FOREIGN: Readonly<Record<string, string>> = {
  heic: 'HEIC',
  heif: 'HEIF',
  tif: 'TIFF',
  tiff: 'TIFF',
  jxl: 'JPEG XL',
  psd: 'Photoshop'
}

/** Metadata before the size (colour profiles, previews of cameras) rarely takes more. */
const HEAD_BYTES = 1024 * 1024
const TAIL_BYTES = 64 * 1024

/** Single pictures: each is a recording of one nominal second. */
export const picture: FileFormat = {
  id: 'picture',
  name: 'pictures (png, jpg, webp, gif, bmp, avif)',
  extensions,
  probe: ({ extension, head }) =>
    pictureKind(head) !== undefined || extensions.includes(extension) || extension in FOREIGN,
  async read(file) {
    const foreign = FOREIGN[file.extension]
    if (!pictureKind(file.head))
      return foreign !== undefined
        ? failed(
            file,
            'picture-kind',
            `is a ${foreign} picture, which Affectory cannot show.`,
            'Save it as JPEG or PNG and import that.'
          )
        : failed(
            file,
            'not-a-picture',
            `is called .${file.extension}, but what is in it is no picture that Affectory can show.`,
            'Open it in an image viewer and save it as JPEG or PNG.'
          )
    const { head, tail } = await ends(file)
    const header = pictureHeader(head)
    if (!header)
      return failed(
        file,
        'damaged',
        'ends before it says how large the picture is, or says it wrongly.',
        'Check that it opens elsewhere, and copy it again from where it was made.'
      )
    if (isCut(header, file, tail))
      return failed(
        file,
        'truncated',
        `is cut off: the picture of ${header.widthPx} x ${header.heightPx} does not end in the file.`,
        'Copy it again from where it was made.'
      )
    return { ok: true, value: foundOf(header) } satisfies Result<Found>
  }
}

/** Clockwise turn that shows a picture upright, by its EXIF orientation; mirrored ones as the turn they include. */
const ROTATION: Readonly<Record<number, number>> = { 3: 180, 4: 180, 5: 90, 6: 90, 7: 270, 8: 270 }

function foundOf({ container, widthPx, heightPx, orientation }: PictureHeader): Found {
  const rotationDeg = ROTATION[orientation]
  return {
    container,
    medium: 'image',
    playback: 'none',
    durationSeconds: IMAGE_DURATION / 1e6,
    streams: [
      {
        kind: 'image',
        name: 'Picture',
        index: 0,
        duration: IMAGE_DURATION,
        info: { codec: container, widthPx, heightPx, ...(rotationDeg === undefined ? {} : { rotationDeg }) },
        cache: {}
      }
    ],
    tracks: [],
    warnings: []
  }
}

/** Whether the end of the picture is missing. Files may go on behind it (cameras append previews and videos). */
function isCut(header: PictureHeader, file: ProbedFile, tail: Uint8Array): boolean {
  if (header.leastBytes !== undefined && header.leastBytes > file.sizeBytes) return true
  const text = (): string => Buffer.from(tail).toString('latin1')
  if (header.container === 'png') return !text().includes('IEND')
  if (header.container === 'jpeg') return !text().includes('\xff\xd9')
  if (header.container === 'gif') return !tail.includes(0x3b)
  return false
}

async function ends(file: ProbedFile): Promise<{ readonly head: Uint8Array; readonly tail: Uint8Array }> {
  const handle = await open(file.path, 'r')
  try {
    const read = async (length: number, at: number): Promise<Uint8Array> => {
      const bytes = new Uint8Array(Math.min(length, file.sizeBytes))
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, at)
      return bytes.subarray(0, bytesRead)
    }
    return {
      head: file.sizeBytes <= file.head.length ? file.head : await read(HEAD_BYTES, 0),
      tail: await read(TAIL_BYTES, Math.max(0, file.sizeBytes - TAIL_BYTES))
    }
  } finally {
    await handle.close()
  }
}
