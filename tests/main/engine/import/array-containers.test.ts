import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { proposeMapping } from '../../../../src/shared/arrays/propose-mapping'
import { ArrayMapping } from '../../../../src/shared/arrays/array-mapping'
import { arraysIn } from '../../../../src/main/engine/import/arrays/list-arrays'
import type { OpenArrays } from '../../../../src/main/engine/import/arrays/opened-arrays'
import { isMat4, openMat4 } from '../../../../src/main/engine/import/mat4/open-mat4'
import { openNpz } from '../../../../src/main/engine/import/numpy/open-npz'
import { importPaths } from '../../../fixtures/import-file'
import { streamSamples } from '../../../fixtures/stream-samples'

/** Written by scipy 1.17.1: eeg = arange(12).reshape(3, 4) / 2, rate, name, count (int16) and a complex number, format 4. */
const MAT4 =
  'AAAAAAMAAAAEAAAAAAAAAAQAAABlZWcAAAAAAAAAAAAAAAAAAAAAQAAAAAAAABBAAAAAAAAA4D8AAAAAAAAEQAAAAAAAABJAAAAA' +
  'AAAA8D8AAAAAAAAIQAAAAAAAABRAAAAAAAAA+D8AAAAAAAAMQAAAAAAAABZAAAAAAAEAAAABAAAAAAAAAAUAAAByYXRlAAAAAAAA' +
  'AGBAMwAAAAEAAAACAAAAAAAAAAUAAABuYW1lAEN6HgAAAAEAAAADAAAAAAAAAAYAAABjb3VudAABAP7/LAEAAAAAAQAAAAEAAAAB' +
  'AAAAAgAAAHoAAAAAAAAA8D8AAAAAAAAAQA=='
/** Written by numpy 2.4.6: signal = arange(24) as float32 [2, 3, 4], labels = [1, 2], and an array of Python objects. */
const NPZ =
  'UEsDBC0AAAAAAAAAIQAUyX0Z//////////8KABQAc2lnbmFsLm5weQEAEADgAAAAAAAAAOAAAAAAAAAAk05VTVBZAQB2AHsnZGVz' +
  'Y3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDMsIDQpLCB9ICAgICAgICAgICAgICAgICAg' +
  'ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAACAPwAAAEAAAEBAAACAQAAAoEAAAMBAAADgQAAAAEEA' +
  'ABBBAAAgQQAAMEEAAEBBAABQQQAAYEEAAHBBAACAQQAAiEEAAJBBAACYQQAAoEEAAKhBAACwQQAAuEFQSwMELQAAAAAAAAAhAAz8' +
  'HOn//////////woAFABsYWJlbHMubnB5AQAQAJAAAAAAAAAAkAAAAAAAAACTTlVNUFkBAHYAeydkZXNjcic6ICc8aTgnLCAnZm9y' +
  'dHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoMiwpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg' +
  'ICAgICAgICAgICAgICAgICAgICAgCgEAAAAAAAAAAgAAAAAAAABQSwMELQAAAAAAAAAhAHPqkXD//////////wsAFABvYmplY3Rz' +
  'Lm5weQEAEAAdAQAAAAAAAB0BAAAAAAAAk05VTVBZAQB2AHsnZGVzY3InOiAnfE8nLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAn' +
  'c2hhcGUnOiAoMSwpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg' +
  'IAqABJWSAAAAAAAAAIwWbnVtcHkuX2NvcmUubXVsdGlhcnJheZSMDF9yZWNvbnN0cnVjdJSTlIwFbnVtcHmUjAduZGFycmF5lJOU' +
  'SwCFlEMBYpSHlFKUKEsBSwGFlGgDjAVkdHlwZZSTlIwCTziUiYiHlFKUKEsDjAF8lE5OTkr/////Sv////9LP3SUYoldlH2UjAFh' +
  'lEsBc2F0lGIuUEsBAi0DLQAAAAAAAAAhABTJfRngAAAA4AAAAAoAAAAAAAAAAAAAAIABAAAAAHNpZ25hbC5ucHlQSwECLQMtAAAA' +
  'AAAAACEADPwc6ZAAAACQAAAACgAAAAAAAAAAAAAAgAEcAQAAbGFiZWxzLm5weVBLAQItAy0AAAAAAAAAIQBz6pFwHQEAAB0BAAAL' +
  'AAAAAAAAAAAAAACAAegBAABvYmplY3RzLm5weVBLBQYAAAAAAwADAKkAAABCAwAAAAA='
/** The same by savez_compressed. */
const PACKED =
  'UEsDBC0AAAAIAAAAIQAUyX0Z//////////8KABQAc2lnbmFsLm5weQEAEADgAAAAAAAAAIcAAAAAAAAAm+wX6hsQychQxlCtnpJa' +
  'nFykbqWgbpNmoq6joJ6WX1RSlJgXn1+UkgoSd0vMKU4FihdnJBakAvkaRjoKxjoKJpo6CrUK5AEuBjBosAcSDkAExA1AvACIDwDx' +
  'AyBmcGRgEABiBSA2AGIHIA4A4gQgLgDiBiDuAOIJQDwDiBcA8Qog3gDEOxwBUEsDBC0AAAAIAAAAIQAM/Bzp//////////8KABQA' +
  'bGFiZWxzLm5weQEAEACQAAAAAAAAAEoAAAAAAAAAm+wX6hsQychQxlCtnpJanFykbqWgbpNpoa6joJ6WX1RSlJgXn1+UkgoSd0vM' +
  'KU4FihdnJBakAvkaRjqaOgq1ChQALkYGCGCC0gBQSwMELQAAAAgAAAAhAHPqkXD//////////wsAFABvYmplY3RzLm5weQEAEAAd' +
  'AQAAAAAAAMcAAAAAAAAApYs9C4JAGMe9XgiiudntDERoi5aGoKEji6ChIeTSi4JSee4MJIOWqOCmfPq8ZfkR+g1/+L/l7mIyWxLj' +
  'aJxoIKQPtG/SbEptk24iUMBDL4JAfOMR30tR5HLLY1F4q2t3bPNs/kPzUns9jRLdDpNDnDqeH4FwDsle7TgAT1G3PBB+FEoFia8w' +
  'R13/LVE3wqCc5MiMKw7JGm84R4sRRq64rep6oNJYfC+VaQ8f97KtapKh67rjd8FP2EDh+rHCM2rCkRHJC+98AFBLAQItAy0AAAAI' +
  'AAAAIQAUyX0ZhwAAAOAAAAAKAAAAAAAAAAAAAACAAQAAAABzaWduYWwubnB5UEsBAi0DLQAAAAgAAAAhAAz8HOlKAAAAkAAAAAoA' +
  'AAAAAAAAAAAAAIABwwAAAGxhYmVscy5ucHlQSwECLQMtAAAACAAAACEAc+qRcMcAAAAdAQAACwAAAAAAAAAAAAAAgAFJAQAAb2Jq' +
  'ZWN0cy5ucHlQSwUGAAAAAAMAAwCpAAAATQIAAAAA'

function place(base64: string | Uint8Array, name: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'affectory-arrays-')), name)
  writeFileSync(path, typeof base64 === 'string' ? Buffer.from(base64, 'base64') : base64)
  return path
}

function listed({ root, close }: OpenArrays) {
  try {
    const { arrays, skipped } = arraysIn(root)
    return {
      skipped,
      arrays: arrays.map(({ pattern, value }) =>
        value.kind === 'text'
          ? [pattern, value.rows]
          : [
              pattern,
              value.shape,
              value.fastest,
              [
                ...value.read(
                  0,
                  value.shape.reduce((a, b) => a * b, 1)
                )
              ]
            ]
      )
    }
  } finally {
    close()
  }
}

describe('MATLAB 4', () => {
  test('has the matrices and texts that SciPy wrote, column by column', () => {
    expect(listed(openMat4(place(MAT4, 'old.mat'))).arrays).toEqual([
      ['eeg', [3, 4], 'first', [0, 2, 4, 0.5, 2.5, 4.5, 1, 3, 5, 1.5, 3.5, 5.5]],
      ['rate', [1, 1], 'first', [128]],
      ['name', ['Cz']],
      ['count', [1, 3], 'first', [1, -2, 300]],
      ['z', [1, 1], 'first', [1]]
    ])
  })

  test('of a big-endian machine holds the same numbers', () => {
    const bytes = new Uint8Array(20 + 2 + 16)
    const view = new DataView(bytes.buffer)
    for (const [i, number] of [1000, 1, 2, 0, 2].entries()) view.setInt32(4 * i, number)
    bytes.set([0x78, 0], 20)
    view.setFloat64(22, 1.5)
    view.setFloat64(30, -2)
    expect(isMat4(bytes)).toBe(true)
    expect(listed(openMat4(place(bytes, 'big.mat'))).arrays).toEqual([['x', [1, 2], 'first', [1.5, -2]]])
  })

  test('that is cut off is refused with its variable, and what only begins like one is none', () => {
    const bytes = Buffer.from(MAT4, 'base64')
    expect(() => openMat4(place(bytes.subarray(0, 60), 'cut.mat'))).toThrow('ends')
    expect(isMat4(new Uint8Array(200))).toBe(false)
    expect(isMat4(bytes.subarray(0, 19))).toBe(false)
    const lying = Uint8Array.from(bytes)
    lying[4] = 0xff
    lying[7] = 0x7f
    expect(() => openMat4(place(lying, 'lying.mat'))).toThrow()
  })

  test('is imported through the mapping dialogue like any file of arrays', async () => {
    const path = place(MAT4, 'old.mat')
    const asked = await importPaths([path])
    const question = asked.questions[0]?.question
    if (question?.kind !== 'arrays') throw new Error(JSON.stringify(asked.problems))
    expect(question.arrays.map(({ pattern }) => pattern)).toContain('eeg')
    const mapping = ArrayMapping.parse({
      signals: [
        { name: 'EEG', array: 'eeg', axes: ['channel', 'time'], rateHz: 128, unit: 'µV', channels: [] }
      ],
      ...{ labels: [], trials: 'segments', baselineSeconds: 0 }
    })
    const { files, inProject } = await importPaths([path], { options: { [path]: { arrays: mapping } } })
    const [file] = files
    if (!file) throw new Error('nothing was read')
    expect(streamSamples(file, file.streams[0], inProject).map(({ samples }) => [...samples])).toEqual([
      [0, 0.5, 1, 1.5],
      [2, 2.5, 3, 3.5],
      [4, 4.5, 5, 5.5]
    ])
  })
})

describe('arrays of numpy in one archive', () => {
  test.each([
    ['stored', NPZ],
    ['packed', PACKED]
  ])('are read by name where they are %s; Python objects are told, never built', async (_, bytes) => {
    const { arrays, skipped } = listed(await openNpz(place(bytes, 'all.npz')))
    expect(arrays).toEqual([
      ['signal', [2, 3, 4], 'last', [...Array(24).keys()]],
      ['labels', [2], 'last', [1, 2]]
    ])
    expect(skipped.join()).toContain('Python')
  })

  test('are imported through the mapping dialogue', async () => {
    const path = place(NPZ, 'all.npz')
    const asked = await importPaths([path])
    const question = asked.questions[0]?.question
    if (question?.kind !== 'arrays') throw new Error(JSON.stringify(asked.problems))
    const mapping = ArrayMapping.parse({
      signals: [
        {
          ...{ name: 'S', array: 'signal', axes: ['trial', 'channel', 'time'], rateHz: 4, unit: '' },
          channels: []
        }
      ],
      ...{ labels: [], trials: 'recordings', baselineSeconds: 0 }
    })
    const { files } = await importPaths([path], { options: { [path]: { arrays: mapping } } })
    expect(files[0]?.recordings?.length ?? files[0]?.parts?.length).toBe(2)
  })

  test('that were cut off are refused in words', async () => {
    const path = place(Buffer.from(NPZ, 'base64').subarray(0, 300), 'cut.npz')
    const { problems } = await importPaths([path])
    expect(problems[0]?.message).toContain('cut.npz is a damaged archive')
  })
})

describe('corpora', () => {
  const array = (pattern: string, shape: readonly number[], count = 1) => ({
    ...{ pattern, count, kind: 'numbers' as const, type: 'double', shape, varies: [] }
  })
  test('AMIGOS is recognised: films of 17 channels at 128 Hz, five ratings, 5 s of baseline', () => {
    const draft = proposeMapping([
      array('joined_data{#}', [7680, 17], 20),
      array('labels_selfassessment{#}', [1, 12], 20)
    ])
    expect(draft).toMatchObject({ preset: 'amigos', baselineSeconds: 5, trials: 'segments' })
    expect(draft?.signals[0]).toMatchObject({
      array: 'joined_data{#}',
      axes: ['time', 'channel'],
      rateHz: 128
    })
    expect(draft?.signals[0]?.channels).toHaveLength(17)
    expect(draft?.labels[0]?.meaning).toMatchObject({ kind: 'ratings', min: 1, max: 9 })
  })

  test('FACED is recognised by the shape of its array, and its channels keep numbers', () => {
    const draft = proposeMapping([array('data', [28, 32, 7500])])
    expect(draft).toMatchObject({ preset: 'faced', labels: [] })
    expect(draft?.signals[0]).toMatchObject({ axes: ['trial', 'channel', 'time'], rateHz: 250, channels: [] })
    expect(proposeMapping([array('data', [28, 32, 7501])])?.preset).not.toBe('faced')
  })
})
