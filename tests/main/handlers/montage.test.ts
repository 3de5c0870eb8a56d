import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { montageHandlers } from '../../../src/main/handlers/montage'
import type { Montage } from '../../../src/shared/signal/montage'

const folder = mkdtempSync(join(tmpdir(), 'affectory-montage-'))
const montage: Montage = {
  format: 'affectory.montage/1',
  name: 'Ears',
  rows: [{ label: 'C3', weights: [{ channel: 'C3', weight: 1 }] }]
}
/** Handlers of a user who chooses this path in both dialogues. */
const handlers = (path: string | undefined) =>
  montageHandlers({ dialogs: { saveMontage: async () => path, openMontage: async () => path } } as never)
const load = async (name: string, content: string) => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return handlers(path)['montage.load'](undefined)
}

describe('a montage file', () => {
  test('is written so that it is read as the same montage', async () => {
    const path = join(folder, 'ears.json')
    expect(await handlers(path)['montage.save']({ montage })).toEqual({ ok: true, value: path })
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(montage)
    expect(await handlers(path)['montage.load'](undefined)).toEqual({ ok: true, value: montage })
  })

  test('is neither written nor read where the user chooses none', async () => {
    expect(await handlers(undefined)['montage.save']({ montage })).toEqual({ ok: true, value: undefined })
    expect(await handlers(undefined)['montage.load'](undefined)).toEqual({ ok: true, value: undefined })
  })

  test('of another form, cut off, or gone is refused by name, with the place in it', async () => {
    const message = async (answer: ReturnType<typeof load>) => {
      const { ok, ...rest } = await answer
      return ok ? '' : JSON.stringify(rest)
    }
    expect(
      await message(load('other.json', '{"format":"affectory.montage/9","name":"x","rows":[]}'))
    ).toMatch(/other\.json is no montage file.*format/)
    expect(await message(load('cut.json', JSON.stringify(montage).slice(0, 40)))).toMatch(
      /cut\.json cannot be read/
    )
    expect(await message(handlers(join(folder, 'gone.json'))['montage.load'](undefined) as never)).toMatch(
      /gone\.json cannot be read/
    )
    const blocked = await handlers(join(folder, 'no', 'such.json'))['montage.save']({ montage })
    expect(blocked).toMatchObject({ ok: false, error: { code: 'file-unwritable' } })
  })
})
