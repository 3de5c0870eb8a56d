import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nova } from '../../../../src/main/engine/interchange/nova'
import { stream } from '../../../../src/main/engine/interchange/stream'
import type { AnnotationDocument } from '../../../../src/main/engine/interchange/document'
import { documents, lineWords, traces } from './documents'
import { again, isSentence, read, refused, sourceOf, story, textOf, utf8, write } from './reading'

const header = (scheme: string, ftype = 'ASCII', size = 0, meta = 'annotator="r1" role="therapist"') =>
  `<?xml version="1.0" ?>\n<annotation ssi-v="3">\n    <info ftype="${ftype}" size="${size}" />\n    <meta ${meta} />\n    ${scheme}\n</annotation>\n`
const emotions =
  '<scheme name="emotion" type="DISCRETE" color="#FF112233">\n        <item name="anger" id="3" color="#FFFF0000" />\n        <item name="joy" id="7" color="#FF00ff00" />\n    </scheme>'

const nova1 = (head: string, data: string | Uint8Array) =>
  read(nova, 'a.annotation', head, { 'a.annotation~': typeof data === 'string' ? utf8(data) : data })

/** Little-endian fields: d f64, i i32, u u32, f f32, b bytes. */
function packed(
  ...fields: readonly (readonly ['d' | 'i' | 'u' | 'f', number] | readonly ['b', Uint8Array])[]
): Uint8Array {
  return Buffer.concat(
    fields.map(([kind, value]) => {
      if (kind === 'b') return value
      const bytes = Buffer.alloc(kind === 'd' ? 8 : 4)
      if (kind === 'd') bytes.writeDoubleLE(value)
      else if (kind === 'f') bytes.writeFloatLE(value)
      else if (kind === 'i') bytes.writeInt32LE(value)
      else bytes.writeUInt32LE(value)
      return bytes
    })
  )
}

describe('NOVA annotations', () => {
  test('labels have the numbers of the scheme, -1 is "cannot rate", notes and newer attributes are kept', () => {
    const { document, repairs } = nova1(
      header(emotions),
      '0.5;1.25;3;0.75\r\n1.25;2;-1;1;what?;really\r\n2;3,5;7;NaN;attributes:{ a: { 1 } }\r\n5;4;9;1\r\nx;y;1;1\r\n'
    )
    expect(story(document)).toEqual([
      'emotion 500000-1250000 [anger] c0.75',
      'emotion 1250000-2000000 [cannot-rate] c1 (what?;really)',
      'emotion 2000000-3500000 [joy]',
      'emotion 4000000-5000000 [9] c1'
    ])
    expect(repairs.map(({ code }) => code).sort()).toEqual(['reversed', 'row', 'unknown-label'])
    expect(document.recordings[0]?.tiers[0]).toMatchObject({ person: 'therapist', annotator: 'r1' })
    const files = write(nova, document, 'b')
    expect(files.map(({ name }) => name)).toEqual(['b.annotation~', 'b.annotation'])
    expect(textOf(files[0])).toContain('attributes:{ a: { 1 } }')
    expect(textOf(files[1])).toContain('<item name="anger" id="3" color="#FFFF0000"/>')
  })

  test('attributes that NOVA did not escape are read as meant and written escaped', () => {
    const odd = header(
      '<scheme name="R&D <b> "q"" type="FREE" color="#FF000000" />',
      'ASCII',
      0,
      'annotator="A & B" role="x < y" description="say "hi""'
    )
    const { document, repairs } = nova1(odd, '0;1;hello;1\n')
    expect(document.recordings[0]?.tiers[0]).toMatchObject({
      name: 'R&D <b> "q"',
      annotator: 'A & B',
      person: 'x < y'
    })
    expect(repairs.map(({ code }) => code)).toEqual(['not-escaped'])
    const back = again(nova, document)
    expect(back.recordings[0]?.tiers[0]).toMatchObject({
      name: 'R&D <b> "q"',
      annotator: 'A & B',
      person: 'x < y'
    })
  })

  test('free labels keep semicolons, colours and letters of the Windows code page', () => {
    const free = header('<scheme name="words" type="FREE" color="#FF000000" />')
    const data = Uint8Array.from('0;1;wütend;0.5\n1;2;a;b;c;1;color=#FF00FF00\n2;3;12;1\n', (char) =>
      char.charCodeAt(0)
    )
    const { document, repairs } = nova1(free, data)
    expect(story(document)).toEqual([
      'words 0-1000000 wütend c0.5',
      'words 1000000-2000000 a;b;c c1',
      'words 2000000-3000000 12 c1'
    ])
    expect(repairs.map(({ code }) => code)).toEqual(['semicolon'])
    expect(textOf(write(nova, document)[0])).toContain('1;2;a；b；c;1;color=#FF00FF00\n')
    expect(nova.losses?.(document).map(({ code }) => code)).toEqual(['loss.semicolons'])
  })

  test('binary labels, free text counted in bytes or in characters, and values are read; binary stays binary', () => {
    const discrete = nova1(
      header(emotions, 'BINARY', 99),
      packed(['d', 0.1], ['d', 0.7], ['i', 3], ['f', 0.3], ['d', 1], ['d', 2], ['i', -1], ['f', 1])
    ).document
    expect(story(discrete)).toEqual([
      'emotion 100000-700000 [anger] c0.3',
      'emotion 1000000-2000000 [cannot-rate] c1'
    ])
    expect(again(nova, discrete).recordings[0]?.tiers).toEqual(discrete.recordings[0]?.tiers)
    expect(write(nova, discrete)[0]?.bytes.length).toBe(48)

    const free = header('<scheme name="w" type="FREE" color="#FF000000" />', 'BINARY', 2)
    const label = utf8('wütend 😡')
    for (const length of [label.length, 'wütend 😡'.length]) {
      const data = packed(
        ['d', 0],
        ['d', 1],
        ['u', length],
        ['b', label],
        ['f', 1],
        ['d', 1],
        ['d', 2],
        ['u', 1],
        ['b', utf8('x')],
        ['f', 0.5]
      )
      expect(story(nova1(free, data).document)).toEqual([
        'w 0-1000000 wütend 😡 c1',
        'w 1000000-2000000 x c0.5'
      ])
    }
    expect(
      nova1(free, packed(['d', 0], ['d', 1], ['u', 4_000_000_000], ['b', label])).repairs.map(
        ({ code }) => code
      )
    ).toEqual(['cut'])
  })

  test('continuous values have the rate of the scheme; missing ones stay missing', () => {
    const { document } = nova1(
      header(
        '<scheme name="arousal" type="CONTINUOUS" sr="12.5" min="-1" max="1" mincolor="#FF0000FF" maxcolor="#FFFF0000" />'
      ),
      '0.123456;1\nNaN;0\n-1;0.5\n'
    )
    const tier = document.recordings[0]?.tiers[0]
    expect(tier).toMatchObject({
      kind: 'trace',
      rateHz: 12.5,
      times: [0, 80_000, 160_000],
      dimensions: [{ min: -1, max: 1, values: [0.123456, null, -1] }],
      confidence: [1, 0, 0.5]
    })
    expect(again(nova, document).recordings[0]?.tiers).toEqual(document.recordings[0]?.tiers)
  })

  test('points in the picture come back with their names', () => {
    const { document } = nova1(
      header('<scheme name="face" type="POINT" sr="25" num="2" color="#FF000000" />'),
      'f1;(nose:tip:10.5:20:0.9);(chin:NaN:NaN:0);0.8\nf2;(nose:tip:11:21:1);(chin:1:2:1);1\n'
    )
    expect(document.recordings[0]?.tiers[0]).toMatchObject({
      kind: 'landmarks',
      frames: [
        { time: 0, points: [{ name: 'nose:tip', x: 10.5 }, { x: null }], confidence: 0.8 },
        { time: 40_000 }
      ]
    })
    expect(again(nova, document)).toEqual(document)
  })

  test('labels of any scheme come back to the microsecond, with confidence and notes', () => {
    fc.assert(
      fc.property(
        documents({
          resolution: 1,
          overlap: true,
          moments: true,
          labels: 'one',
          text: 'none',
          tiers: 1,
          scheme: true,
          facts: true,
          words: lineWords.filter((text) => !text.startsWith('attributes:')),
          person: true,
          annotator: true
        }),
        (document) => {
          const told = nova.losses?.(document).map(({ code }) => code) ?? []
          const expected = story(document).map((line) =>
            line.replace(/ i\d+/, '').replace(/^(tier 1 \d+-\d+ \[[^\]]*\])(?! c)/, '$1 c1')
          )
          expect([...story(again(nova, document))].sort()).toEqual([...expected].sort())
          const spans =
            document.recordings[0]?.tiers.flatMap((tier) => (tier.kind === 'spans' ? tier.spans : [])) ?? []
          expect(told.includes('loss.confidence-1')).toBe(
            spans.some(({ confidence }) => confidence === undefined)
          )
          expect(told.includes('loss.intensity')).toBe(spans.some(({ intensity }) => intensity !== undefined))
        }
      ),
      { numRuns: 50 }
    )
  })

  test('ratings come back value for value', () => {
    const value = fc.option(fc.double({ min: -1, max: 1, noNaN: true }), { nil: null })
    fc.assert(
      fc.property(traces([{ name: 'arousal', min: -1, max: 1 }], 25, value), (document) => {
        const tier = document.recordings[0]?.tiers[0]
        const back = again(nova, document).recordings[0]?.tiers[0]
        expect(
          back?.kind === 'trace' && back.dimensions[0]?.values.map((one) => (one === 0 ? 0 : one))
        ).toEqual(tier?.kind === 'trace' && tier.dimensions[0]?.values.map((one) => (one === 0 ? 0 : one)))
        expect(back?.kind === 'trace' && back.times).toEqual(tier?.kind === 'trace' && tier.times)
      }),
      { numRuns: 40 }
    )
  })

  test('several tracks become several pairs of files with different names', () => {
    const { document } = nova1(header(emotions), '0;1;3;1\n')
    const two: AnnotationDocument = {
      ...document,
      recordings: document.recordings.map((one) => ({ ...one, tiers: [...one.tiers, ...one.tiers] }))
    }
    expect(new Set(write(nova, two).map(({ name }) => name)).size).toBe(4)
  })

  test.each([
    ['only zero bytes', new Uint8Array(221)],
    ['another kind', '<stream ssi-v="2"/>'],
    ['polygons', header('<scheme name="p" type="POLYGON" sr="25" />')],
    ['no scheme', '<annotation ssi-v="3"><info ftype="ASCII"/></annotation>'],
    ['no rate', header('<scheme name="p" type="CONTINUOUS" sr="0" min="0" max="1" />')],
    ['an entity', `<!DOCTYPE x [<!ENTITY a "b">]>${header(emotions)}`],
    ['nothing', '']
  ])('%s is refused with a sentence', (_, content) => {
    const result = nova.read(sourceOf('bad.annotation', content, { 'bad.annotation~': utf8('0;1;1;1') }))
    expect(!result.ok && isSentence(result.error, 'bad.annotation')).toBe(true)
  })

  test('a header without its data file says which file is missing', () => {
    expect(refused(nova, 'a.annotation', header(emotions)).message).toContain('a.annotation~')
  })

  test('any bytes as data end in a reading', () => {
    const heads = ['ASCII', 'BINARY'].flatMap((ftype) =>
      [
        emotions,
        '<scheme name="w" type="FREE" />',
        '<scheme name="c" type="CONTINUOUS" sr="10" min="0" max="1" />',
        '<scheme name="p" type="POINT" sr="10" num="1" />'
      ].map((scheme) => header(scheme, ftype))
    )
    fc.assert(
      fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 200 }), (head, data) => {
        const result = nova.read(sourceOf('a.annotation', head, { 'a.annotation~': data }))
        if (result.ok) nova.write?.(result.value.document, 'x')
        else expect(isSentence(result.error, 'a.annotation')).toBe(true)
      }),
      { numRuns: 200 }
    )
  })
})

describe('SSI streams', () => {
  const head = (info: string, chunks: string) =>
    `<?xml version="1.0" ?>\n<stream ssi-v="2">\n<info ${info} />\n<meta type="x"><part a="b"/></meta>\n${chunks}</stream>\n`
  const open = (header: string, data: Uint8Array) => read(stream, 's.stream', header, { 's.stream~': data })

  test('each chunk lies at its own start; the gap between stays a gap', () => {
    const { document, repairs } = open(
      head(
        'ftype="BINARY" sr="10" dim="2" byte="4" type="FLOAT"',
        '<chunk from="1.0" to="1.2" byte="0" num="2" /><chunk from="5.0" to="5.1" byte="16" num="1" />'
      ),
      packed(['f', 0.1], ['f', 2], ['f', NaN], ['f', 4], ['f', 5], ['f', 6])
    )
    expect(repairs).toEqual([])
    const tier = document.recordings[0]?.tiers[0]
    expect(tier).toMatchObject({ times: [1_000_000, 1_100_000, 5_000_000] })
    expect(tier?.kind === 'trace' && tier.dimensions.map(({ values }) => values)).toEqual([
      [Math.fround(0.1), null, 5],
      [2, 4, 6]
    ])
    expect(again(stream, document)).toEqual({
      ...document,
      recordings: [{ ...document.recordings[0], tiers: [{ ...tier, extra: expect.anything() }] }]
    })
    expect(textOf(write(stream, document)[1])).toContain('<part a="b"/>')
  })

  test.each([
    ['SHORT', Int16Array.of(-5, 7)],
    ['USHORT', Uint16Array.of(5, 65535)],
    ['INT', Int32Array.of(-5, 7)],
    ['UINT', Uint32Array.of(5, 4294967295)],
    ['LONG', BigInt64Array.of(-5n, 7n)],
    ['ULONG', BigUint64Array.of(5n, 7n)],
    ['FLOAT', Float32Array.of(-0.5, 7)],
    ['DOUBLE', Float64Array.of(-0.1, 7)],
    ['LDOUBLE', Float64Array.of(-0.1, 7)],
    ['BOOL', Uint8Array.of(0, 1)]
  ])('samples of type %s come back', (type, values) => {
    const data = new Uint8Array(values.buffer)
    const { document } = open(
      head(`ftype="BINARY" sr="1" dim="1" byte="${data.length / 2}" type="${type}"`, ''),
      data
    )
    const tier = document.recordings[0]?.tiers[0]
    expect(tier?.kind === 'trace' && tier.dimensions[0]?.values).toEqual([...values].map(Number))
    expect(new Uint8Array(write(stream, document)[0]?.bytes ?? [])).toEqual(data)
  })

  test('ASCII with any separator is read, a cut file told', () => {
    const { document, repairs } = open(
      head(
        'ftype="ASCII" sr="2" dim="2" byte="4" type="FLOAT" delim=";"',
        '<chunk from="0" to="2" byte="0" num="4" />'
      ),
      utf8('1;2\r\n3;nan\r\n')
    )
    const tier = document.recordings[0]?.tiers[0]
    expect(tier?.kind === 'trace' && tier.dimensions.map(({ values }) => values)).toEqual([
      [1, 3],
      [2, null]
    ])
    expect(repairs.map(({ code }) => code)).toEqual(['count'])
  })

  test('values come back exactly', () => {
    fc.assert(
      fc.property(
        traces(
          [{ name: 'a' }, { name: 'b' }],
          30,
          fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: null })
        ),
        (document) => {
          const [tier, back] = [document, again(stream, document)].map((one) => one.recordings[0]?.tiers[0])
          expect(back?.kind === 'trace' && back.dimensions.map(({ values }) => values)).toEqual(
            tier?.kind === 'trace' && tier.dimensions.map(({ values }) => values)
          )
          expect(back?.kind === 'trace' && back.times).toEqual(tier?.kind === 'trace' && tier.times)
        }
      ),
      { numRuns: 30 }
    )
  })

  test.each(['dim="0"', 'dim="1e9"', 'dim="2.5"', 'dim="x"'])('%s is refused with a sentence', (dim) => {
    const result = stream.read(
      sourceOf(
        's.stream',
        head(`ftype="BINARY" sr="1" ${dim} type="FLOAT"`, '<chunk from="0" num="9999999999999"/>'),
        { 's.stream~': new Uint8Array(8) }
      )
    )
    expect(!result.ok && isSentence(result.error, 's.stream')).toBe(true)
  })
})

test('a header made to stall its repair does not', () => {
  const started = performance.now()
  const result = nova.read(sourceOf('a.annotation', `<annotation ${'a="'.repeat(80_000)}`))
  expect(result.ok).toBe(false)
  expect(
    nova.read(
      sourceOf('a.annotation', `<annotation ${'a="\n'.repeat(3000)}${`${'a="'.repeat(3300)}\n`.repeat(20)}`)
    ).ok
  ).toBe(false)
  expect(performance.now() - started).toBeLessThan(5000)
})
