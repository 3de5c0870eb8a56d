import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { precompiledMap } from '../../../src/shared/text-model/precompiled-map'

const { map, texts } = z
  .object({ map: z.string(), texts: z.array(z.tuple([z.string(), z.string()])) })
  .parse(
    JSON.parse(
      readFileSync(resolve(import.meta.dirname, '../../fixtures/golden/text-precompiled.json'), 'utf8')
    )
  )

describe('the character map of SentencePiece', () => {
  it.each(texts)('makes of %j what the original implementation makes of it', (given, expected) => {
    expect(precompiledMap(map)(given)).toBe(expected)
  })

  it('is refused when it is cut short', () => {
    expect(() => precompiledMap(map.slice(0, 200))).toThrow('cut short')
    expect(() => precompiledMap('')).toThrow('cut short')
  })
})
