import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openFaceCache } from '../../../../../src/main/engine/inference/faces/face-cache'
import { IDENTITY, type Picture } from '../../../../../src/main/engine/inference/ops/value'
import { predictJob } from '../../../../../src/main/engine/inference/predict-job'
import type { PredictItem } from '../../../../../src/main/engine/protocol'
import { Committed, contextFor, fakeDecoder, fitted, hasModel, itemFor, photograph, runOf } from '../fixtures'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'affectory-faces-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const itemIn = (cacheFolder: string): PredictItem => {
  const item = itemFor('video', 3)
  return { ...item, input: { ...item.input, cacheFolder } }
}
const face = { x: 0.1, y: 0.2, w: 0.3, h: 0.4, score: 0.9 }
const files = () => readdirSync(folder).filter((name) => name.startsWith('found-faces-'))

test('what was found is known again for the same video and detector, and for no other', async () => {
  const cache = await openFaceCache(itemIn(folder), 'blazeface')
  cache.put(40_000, [face])
  cache.put(80_000, [])
  await cache.save()
  const again = await openFaceCache(itemIn(folder), 'blazeface')
  expect([again.get(40_000), again.get(80_000), again.get(120_000)]).toEqual([[face], [], undefined])
  expect((await openFaceCache(itemIn(folder), 'another')).get(40_000)).toBeUndefined()
  const other = itemIn(folder)
  const otherVideo = {
    ...other,
    input: { ...other.input, file: { ...other.input.file, contentHash: 'other' } }
  }
  expect((await openFaceCache(otherVideo, 'blazeface')).get(40_000)).toBeUndefined()
})

test('a file that is broken is looked past, and one without a place to be kept is no fault', async () => {
  const cache = await openFaceCache(itemIn(folder), 'blazeface')
  cache.put(0, [face])
  await cache.save()
  writeFileSync(join(folder, files()[0] ?? ''), '[[0,')
  expect((await openFaceCache(itemIn(folder), 'blazeface')).get(0)).toBeUndefined()
  const nowhere = await openFaceCache(itemIn(join(folder, 'not-there')), 'blazeface')
  nowhere.put(0, [face])
  await nowhere.save()
})

test('together they take no more than 64 MiB; the oldest go first', async () => {
  for (const [index, name] of ['old', 'new'].entries()) {
    const file = join(folder, `found-faces-${name}.json`)
    writeFileSync(file, Buffer.alloc(40 * 2 ** 20))
    utimesSync(file, 1000 + index, 1000 + index)
  }
  const cache = await openFaceCache(itemIn(folder), 'blazeface')
  cache.put(0, [face])
  await cache.save()
  expect(files()).not.toContain('found-faces-old.json')
  expect(files()).toContain('found-faces-new.json')
  expect(files().reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)).toBeLessThanOrEqual(
    64 * 2 ** 20
  )
})

const built = hasModel('face-detection')
if (!built) console.log('skipped: the face models are not built (npm run models)')

test.skipIf(!built)('the next model over the same pictures does not look for the faces again', async () => {
  const shown = fitted(photograph(3), 640)
  const blank: Picture = {
    kind: 'picture',
    widthPx: shown.widthPx,
    heightPx: shown.heightPx,
    channels: 3,
    data: new Uint8Array(shown.data.length).fill(40),
    placement: IDENTITY
  }
  const run = async (picture: Picture): Promise<number> => {
    const committed = new Committed()
    const result = await predictJob(
      {
        kind: 'predict',
        run: runOf('face-detection'),
        items: [itemIn(folder)],
        options: { rateHz: 2 },
        provider: 'cpu'
      },
      contextFor(fakeDecoder({ picture: () => picture }), committed)
    )
    expect(result.ok).toBe(true)
    return committed.tracks.size
  }
  const people = await run(shown)
  expect(people).toBeGreaterThan(0)
  // Nothing to be seen any more: only what is remembered can name them.
  expect(await run(blank)).toBe(people)
})
