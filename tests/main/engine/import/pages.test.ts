import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importPaths } from '../../../fixtures/import-file'
import { canMakeMedia } from '../../../fixtures/media'
import { exifSegment, pngBytes } from '../../../fixtures/pictures'
import { sliceCodePoints } from '../../../../src/shared/documents/code-points'

const folder = mkdtempSync(join(tmpdir(), 'affectory-pages-'))
function written(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const sizeOf = (file: Awaited<ReturnType<typeof importPaths>>['files'][number] | undefined) => {
  const info = file?.streams[0]?.info
  return [file?.container, info?.widthPx, info?.heightPx, info?.rotationDeg]
}

describe('a picture', () => {
  it('is a recording of one nominal second with its size', async () => {
    const { files, problems } = await importPaths([written('face.png', pngBytes(40, 30, [200, 80, 60]))])
    expect(problems).toEqual([])
    expect(files[0]).toMatchObject({ name: 'face', medium: 'image', playback: 'none', durationSeconds: 1 })
    expect(files[0]?.streams.map(({ kind, duration }) => [kind, duration])).toEqual([['image', 1_000_000]])
    expect(sizeOf(files[0])).toEqual(['png', 40, 30, undefined])
  })

  it.skipIf(!canMakeMedia)('of every kind tells the size that ffmpeg gave it', async () => {
    const source = written('source.png', pngBytes(50, 34, [10, 120, 200]))
    for (const ending of ['jpg', 'webp', 'gif', 'bmp']) {
      const path = join(folder, `made.${ending}`)
      try {
        execFileSync('ffmpeg', ['-y', '-loglevel', 'error', '-i', source, '-frames:v', '1', path])
      } catch {
        // Not every ffmpeg writes WebP.
        continue
      }
      const { files, problems } = await importPaths([path])
      expect(problems, ending).toEqual([])
      expect(sizeOf(files[0]).slice(1, 3), ending).toEqual([50, 34])
    }
  })

  it.skipIf(!canMakeMedia)('taken with the camera on its side says how it is turned', async () => {
    const source = written('wide.png', pngBytes(48, 32, [10, 120, 20]))
    const path = join(folder, 'wide.jpg')
    execFileSync('ffmpeg', ['-y', '-loglevel', 'error', '-i', source, '-frames:v', '1', path])
    const plain = readFileSync(path)
    for (const [orientation, turn] of [
      [1, undefined],
      [3, 180],
      [6, 90],
      [8, 270]
    ] as const) {
      const turned = Buffer.concat([plain.subarray(0, 2), exifSegment(orientation), plain.subarray(2)])
      const { files } = await importPaths([written(`turned-${orientation}.jpg`, turned)])
      expect(sizeOf(files[0])).toEqual(['jpeg', 48, 32, turn])
    }
  })

  it('whose size stands behind a large profile is read all the same', async () => {
    const segment = Buffer.alloc(60_000)
    segment.set([0xff, 0xe2, (60_000 - 2) >> 8, (60_000 - 2) & 255])
    const frame = Buffer.from([0xff, 0xc0, 0, 11, 8, 0, 21, 0, 33, 1, 1, 0x11, 0, 0xff, 0xd9])
    const bytes = Buffer.concat([Buffer.from([0xff, 0xd8]), segment, segment, frame])
    const { files } = await importPaths([written('profile.jpg', bytes)])
    expect(sizeOf(files[0])).toEqual(['jpeg', 33, 21, undefined])
  })

  it('by AV1 tells the size of the whole, not of its tiles', async () => {
    const box = (name: string, ...parts: Buffer[]): Buffer => {
      const body = Buffer.concat([Buffer.from(name, 'latin1'), ...parts])
      const size = Buffer.alloc(4)
      size.writeUInt32BE(body.length + 4)
      return Buffer.concat([size, body])
    }
    const ispe = (width: number, height: number): Buffer => {
      const body = Buffer.alloc(12)
      body.writeUInt32BE(width, 4)
      body.writeUInt32BE(height, 8)
      return box('ispe', body)
    }
    const bytes = Buffer.concat([
      box('ftyp', Buffer.from('avif\0\0\0\0avifmif1', 'latin1')),
      box('meta', Buffer.alloc(4), box('iprp', box('ipco', ispe(64, 64), ispe(500, 300)))),
      box('mdat', Buffer.alloc(64))
    ])
    const { files, problems } = await importPaths([written('made.avif', bytes)])
    expect(problems).toEqual([])
    expect(sizeOf(files[0])).toEqual(['avif', 500, 300, undefined])
  })

  it('that is cut off, is none, or cannot be shown gets a sentence with a remedy', async () => {
    const whole = pngBytes(200, 200, [1, 2, 3])
    const { files, problems } = await importPaths([
      written('cut.png', whole.subarray(0, whole.length - 20)),
      written('stub.png', whole.subarray(0, 18)),
      written('words.jpg', 'this is no picture'),
      written('phone.heic', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0heicmif1', 'latin1')),
      written('good.png', whole)
    ])
    expect(files.map(({ name }) => name)).toEqual(['good'])
    expect(problems.map(({ code }) => code)).toEqual([
      'truncated',
      'damaged',
      'not-a-picture',
      'picture-kind'
    ])
    expect(problems.every(({ hint }) => (hint ?? '').length > 10)).toBe(true)
    expect(problems[3]?.message).toContain('HEIC')
  })
})

describe('a document', () => {
  const text = 'I was late. 👩‍🚀 My boss shouted! “Why now?”\r\n\r\nשלום עולם. מה שלומך?\nCafe\u0301 again…\n'

  it('is a recording with one nominal second for each sentence, whose offsets give its exact words', async () => {
    const { files, problems } = await importPaths([written('story.txt', text)])
    expect(problems).toEqual([])
    expect(files[0]).toMatchObject({ medium: 'document', playback: 'none' })
    const said = files[0]?.tracks[0]?.segments ?? []
    expect(said.map(({ text: words }) => words)).toEqual([
      'I was late.',
      '👩‍🚀 My boss shouted!',
      '“Why now?”',
      'שלום עולם.',
      'מה שלומך?',
      'Cafe\u0301 again…'
    ])
    expect(files[0]?.durationSeconds).toBe(6)
    for (const [index, segment] of said.entries()) {
      const place = segment.extra?.['document'] as { readonly from: number; readonly to: number }
      expect(sliceCodePoints(text, place.from, place.to)).toBe(segment.text)
      expect([segment.start, segment.end]).toEqual([index * 1e6, (index + 1) * 1e6])
    }
  })

  it('in UTF-16 or with a mark counts from its first character; other encodings are told, not guessed', async () => {
    const marked = Buffer.from(`\ufeffOne. Two.`, 'utf16le')
    const { files, problems } = await importPaths([
      written('sixteen.md', marked),
      written('marked.md', Buffer.from('\ufeffOne. Two. Three.', 'utf8')),
      written('latin.md', Buffer.from('Das w\xe4re sch\xf6n.', 'latin1'))
    ])
    expect(files.map(({ tracks }) => tracks[0]?.segments[0]?.extra)).toEqual([
      { document: { from: 0, to: 4 } },
      { document: { from: 0, to: 4 } }
    ])
    expect(problems.map(({ code }) => code)).toEqual(['encoding'])
    expect(problems[0]?.message).toContain('latin.md')
  })

  it('may look like talk or a table when the user says that it is prose', async () => {
    const path = written('letter.txt', 'Dear Anna: hello.\nDear Anna: goodbye.\n')
    const asked = await importPaths([path], { as: 'document' })
    expect(asked.files[0]?.medium).toBe('document')
    expect((await importPaths([path])).files[0]?.medium).toBeUndefined()
  })
})
