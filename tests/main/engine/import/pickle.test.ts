import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { memoryBytes } from '../../../../src/main/engine/import/arrays/byte-source'
import { readPickle } from '../../../../src/main/engine/import/pickle/machine'
import { PickleBytes, PickleDict, PickleList } from '../../../../src/main/engine/import/pickle/objects'
import type { PickleValue } from '../../../../src/main/engine/import/pickle/objects'
import { importPaths } from '../../../fixtures/import-file'
import { PickleBuilder, deapLike } from '../../../fixtures/pickle'

const bytes = (...parts: readonly (string | Buffer)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)))
const load = (pickle: Buffer): PickleValue => readPickle(memoryBytes(new Uint8Array(pickle)))
const plain = (value: PickleValue): unknown => {
  if (value instanceof PickleList) return value.items.map(plain)
  if (value instanceof PickleDict)
    return Object.fromEntries([...value.entries].map(([key, one]) => [key, plain(one)]))
  if (value instanceof PickleBytes) return [...value.bytes.read(0, value.bytes.size)]
  return value
}
const refusal = (pickle: Buffer): string => {
  try {
    return `taken: ${JSON.stringify(plain(load(pickle)))}`
  } catch (error) {
    return error instanceof Error ? error.message : 'no error'
  }
}

describe('plain values', () => {
  test('numbers, texts, lists and dicts of protocol 2 are what Python shows', () => {
    // As Python writes pickle.dumps(value, protocol=2) of {'a': [1, -1, 2.5, True, False, None], 'b': 'cµ'}
    const pickle = Buffer.from(
      '80027d71002858010000006171015d7102284b014affffffff47400400000000000088894e6558010000006271035803000000' +
        '63c2b57104752e',
      'hex'
    )
    expect(plain(load(pickle))).toEqual({ a: [1, -1, 2.5, true, false, null], b: 'cµ' })
  })

  test('protocol 0 writes the same as lines of text', () => {
    const pickle = bytes("(dp0\nS'a'\np1\n(lp2\nI1\naI-1\naF2.5\naI01\naI00\naNasS'b'\np3\nVc\xb5\np4\ns.")
    expect(plain(load(pickle))).toEqual({ a: [1, -1, 2.5, true, false, null], b: 'cµ' })
  })

  test('frames and memoised texts of protocol 5 are followed', () => {
    // pickle.dumps({'x': (1, 'x')}, protocol=5)
    const pickle = Buffer.from('8005950e000000000000007d948c0178944b0168018694732e', 'hex')
    expect(plain(load(pickle))).toEqual({ x: [1, 'x'] })
  })

  test('whole numbers of many bytes keep their sign', () => {
    expect(load(bytes('\x80\x02\x8a\x03\x00\x00\x80.'))).toBe(-8388608)
    expect(load(bytes('\x80\x02\x8a\x05\x00\x00\x00\x00\x01.'))).toBe(2 ** 32)
  })
})

describe('pickles that want more than data', () => {
  test.each<readonly [string, Buffer, string]>([
    ['a program through os.system', bytes("cos\nsystem\n(S'touch /tmp/pwned'\ntR."), 'os.system'],
    [
      'a program through posix.system',
      bytes('\x80\x02cposix\nsystem\nX\x02\x00\x00\x00id\x85R.'),
      'posix.system'
    ],
    [
      'eval by a name from the stack',
      bytes('\x80\x04\x8c\x08builtins\x8c\x04eval\x93\x8c\x011\x85R.'),
      'builtins.eval'
    ],
    ['getattr, to reach anything', bytes('\x80\x04\x8c\x08builtins\x8c\x07getattr\x93.'), 'builtins.getattr'],
    ['an old class instance', bytes("(S'id'\nios\nsystem\n."), 'os.system'],
    ['a process through subprocess', bytes('csubprocess\nPopen\n.'), 'subprocess.Popen'],
    ['a name that objects inherit', bytes('cconstructor\nprototype\n.'), 'constructor.prototype'],
    ['a new object of an allowed name', bytes('\x80\x02cnumpy\nndarray\n)\x81.'), 'an object'],
    ['numpy itself being called', bytes('\x80\x02cnumpy\nndarray\nK\x01\x85R.'), 'numpy.ndarray'],
    ['a file elsewhere', bytes('\x80\x02X\x01\x00\x00\x00aQ.'), 'outside the file'],
    ['a registered extension', bytes('\x80\x02\x82\x01.'), 'registered class'],
    ['loading code of numpy', bytes('cnumpy.testing._private.utils\nrunstring\n.'), 'runstring']
  ])('%s is refused by name', (_, pickle, named) => {
    expect(refusal(pickle)).toContain(named)
    expect(refusal(pickle)).toMatch(/^asks to run/)
    expect(existsSync('/tmp/pwned')).toBe(false)
  })

  test('the import says what the file asked for and what to do', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'affectory-pickle-')), 'data.pkl')
    writeFileSync(path, bytes('\x80\x02cos\nsystem\nX\x02\x00\x00\x00id\x85R.'))
    const { files, problems } = await importPaths([path])
    expect(files).toEqual([])
    expect(problems[0]).toMatchObject({ code: 'unsafe', severity: 'error' })
    expect(problems[0]?.message).toMatch(/^data\.pkl asks to run "os\.system"/)
    expect(problems[0]?.hint).toMatch(/numpy\.savez/)
  })
})

describe('pickles that want to fill the memory', () => {
  test('lists of lists of one remembered list stay small', () => {
    // l0 = []; l1 = [l0] * 10; l2 = [l1] * 10 ... 40 times over: 10^40 leaves when walked
    const parts = ['\x80\x02]q\x00']
    for (let i = 0; i < 40; i++)
      parts.push(`](${`h${String.fromCharCode(i)}`.repeat(10)}eq${String.fromCharCode(i + 1)}`)
    expect(load(bytes(...parts, '.'))).toBeInstanceOf(PickleList)
  })

  test('an import of such lists ends with a sentence', async () => {
    const parts = ['\x80\x02]q\x00']
    for (let i = 0; i < 40; i++)
      parts.push(`](${`h${String.fromCharCode(i)}`.repeat(10)}eq${String.fromCharCode(i + 1)}`)
    const path = join(mkdtempSync(join(tmpdir(), 'affectory-pickle-')), 'bomb.pkl')
    writeFileSync(path, bytes(...parts, '.'))
    const { problems } = await importPaths([path])
    expect(problems[0]).toMatchObject({ code: 'no-signal' })
  })

  test('a list that holds itself ends, too', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'affectory-pickle-')), 'self.pkl')
    writeFileSync(path, bytes('\x80\x02]q\x00h\x00a.'))
    expect((await importPaths([path])).problems).toHaveLength(1)
  })

  test('a remembered text that is turned into bytes again and again is stopped', () => {
    const text = Buffer.alloc(1_000_000, 'a')
    const length = Buffer.alloc(4)
    length.writeUInt32LE(text.length)
    const again = bytes('c_codecs\nencode\nh\x00X\x06\x00\x00\x00latin1\x86R0')
    expect(
      refusal(bytes('\x80\x02X', length, text, 'q\x000', ...Array.from({ length: 100 }, () => again), 'N.'))
    ).toMatch(/copies the same data over and over/)
  })

  test('millions of marks or lists are stopped', () => {
    expect(
      refusal(Buffer.concat([Buffer.from('\x80\x02', 'latin1'), Buffer.alloc(1_200_000, '(')]))
    ).not.toMatch(/^taken/)
    expect(refusal(Buffer.concat([Buffer.from('\x80\x02', 'latin1'), Buffer.alloc(1_200_000, ']')]))).toMatch(
      /million values/
    )
  })

  test.each<readonly [string, Buffer]>([
    ['a text of 2^63 bytes', bytes('\x80\x04\x8d', Buffer.alloc(7, 0xff), '\x7f', 'abc.')],
    ['bytes of 4 GB', bytes('\x80\x03B\xff\xff\xff\xff', 'abc.')],
    ['a text of less than nothing', bytes('\x80\x02T\xff\xff\xff\xff', 'abc.')],
    ['a number of 2 GB', bytes('\x80\x02\x8b\xff\xff\xff\x7f', 'abc.')],
    ['nothing on the stack', bytes('\x80\x02R.')],
    ['an unknown memory', bytes('\x80\x02h\x07.')],
    ['no end', bytes('\x80\x02K\x01')],
    ['an unknown word', bytes('\x80\x02\xff.')],
    ['a protocol of the future', bytes('\x80\x09K\x01.')]
  ])('%s is refused', (_, pickle) => {
    expect(refusal(pickle)).not.toMatch(/^taken/)
  })
})

describe('arrays', () => {
  const inFile = (pickle: Buffer, name = 's01.dat'): string => {
    const path = join(mkdtempSync(join(tmpdir(), 'affectory-pickle-')), name)
    writeFileSync(path, pickle)
    return path
  }

  test('an array that says more numbers than it brings is refused', async () => {
    const pickle = new PickleBuilder()
      .raw('}(')
      .text('data')
      .array([1_000_000, 1_000_000], new Float64Array(4))
      .raw('u')
      .done()
    const { problems } = await importPaths([inFile(pickle)])
    expect(problems[0]?.message).toMatch(/fewer numbers than that/)
  })

  test('arrays of records are told in words, not guessed', async () => {
    const pickle = new PickleBuilder()
      .raw('}(')
      .text('data')
      .array([4], new Float64Array(4), 'V16')
      .raw('u')
      .done()
    const { problems } = await importPaths([inFile(pickle)])
    expect(problems[0]?.message).toMatch(/type "V16"/)
  })

  test('a file of DEAP that was cut off says so', async () => {
    const whole = deapLike(2, 4)
    const { problems } = await importPaths([inFile(whole.subarray(0, whole.length - 1000))])
    expect(problems[0]?.message).toMatch(/^s01\.dat ends before the data that it announces/)
  })
})
