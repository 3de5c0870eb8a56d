import { deflateRawSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anvil } from '../../../../src/main/engine/interchange/anvil'
import { boris } from '../../../../src/main/engine/interchange/boris'
import { datavyu } from '../../../../src/main/engine/interchange/datavyu'
import type { InterchangeFormat } from '../../../../src/main/engine/interchange/format'
import { via } from '../../../../src/main/engine/interchange/via'
import { documents, lineWords } from './documents'
import { again, isSentence, read, refused, story, textOf, utf8, write } from './reading'

const project = {
  time_format: 'hh:mm:ss',
  project_date: '2024-05-06T07:08:09',
  project_name: 'Zoo',
  project_description: 'x',
  project_format_version: '7.0',
  subjects_conf: { '0': { key: 'a', name: 'Anna', description: 'old' } },
  behaviors_conf: {
    '0': {
      type: 'State event',
      key: 'l',
      code: 'laugh',
      description: 'aloud',
      color: '#FF0000',
      category: 'c',
      modifiers: { '0': { name: 'm', type: 1, values: ['x'] } },
      excluded: '',
      'coding map': ''
    },
    '3': {
      type: 'Point event with coding map',
      key: 'b',
      code: 'blink',
      description: '',
      color: '',
      category: '',
      modifiers: {},
      excluded: '',
      'coding map': 'face'
    }
  },
  behavioral_categories: ['c'],
  independent_variables: { '0': { label: 'age' } },
  coding_map: { face: { bitmap: 'AAAA' } },
  behaviors_coding_map: [],
  converters: { f: { code: 'x' } },
  future_key: [1, { a: null }],
  observations: {
    'obs 1': {
      file: { '1': ['a.mp4', 'b.mp4'], '2': [] },
      type: 'MEDIA',
      date: '2024-05-06',
      description: 'd',
      'time offset': 3,
      independent_variables: { age: '5' },
      media_info: { length: { 'a.mp4': 10, 'b.mp4': 20.5 }, fps: { 'a.mp4': 25 }, offset: { '1': 0 } },
      close_behaviors_between_videos: false,
      events: [
        [1.5, 'Anna', 'laugh', 'x', 'began', 37],
        [2, 'Anna', 'blink', '', '', 'NA'],
        [2.25, 'Anna', 'laugh', 'y|z', '', 56],
        [3, 'Anna', 'laugh', 'x', 'ended', 75],
        [4, 'Anna', 'laugh', 'y|z', '', 100],
        [12.75, '', 'laugh', '', '', 318],
        [20, '', 'laugh', '', '', 500],
        [25, 'Anna', 'laugh', '', 'open', 625]
      ]
    },
    pictures: {
      type: 'IMAGES',
      events: [
        [0, '', 'blink', '', '', 4, '/img/0004.jpg'],
        ['x', '', 'blink', '', '', 5]
      ]
    }
  }
}
const borisFile = JSON.stringify(project)

describe('BORIS projects', () => {
  test('rows toggle states by subject and modifiers; points have no length; an open state lasts to the end and is told', () => {
    const { document, repairs } = read(boris, 'p.boris', borisFile)
    expect(story(document)).toEqual([
      'Anna 1500000-3000000 [laugh] (began)',
      'Anna 2000000-2000000 [blink]',
      'Anna 2250000-4000000 [laugh]',
      'Anna 25000000-30500000 [laugh] (open)',
      'No focal subject 12750000-20000000 [laugh]',
      'No focal subject 0-0 [blink]'
    ])
    expect(document.schemes[0]?.labels.map(({ name, color }) => [name, color])).toEqual([
      ['laugh', '#ff0000'],
      ['blink', undefined]
    ])
    expect(repairs.map(({ code }) => code).sort()).toEqual(['event', 'open'])
    expect(repairs[0]?.message).toContain('observation "obs 1", event 8')
  })

  test('a project that was only read and written holds the same', () => {
    const written = JSON.parse(textOf(write(boris, read(boris, 'p.boris', borisFile).document)[0]))
    expect(written).toEqual(project)
  })

  test('a packed project reads the same', () => {
    expect(story(read(boris, 'p.boris.gz', gzipSync(borisFile)).document)).toEqual(
      story(read(boris, 'p.boris', borisFile).document)
    )
  })

  test('labels and comments come back to the microsecond, also where a label overlaps itself', () => {
    fc.assert(
      fc.property(
        documents({
          resolution: 1,
          overlap: true,
          moments: true,
          labels: 'one',
          text: 'none',
          person: false,
          scheme: true,
          facts: true
        }),
        (document) => {
          const plain = (lines: readonly string[]) =>
            lines
              .map((line) =>
                line
                  .replace(/^(tier \d) \(\d+\)/, '$1')
                  .replace(/ c[\d.e-]+(?= |$)/, '')
                  .replace(/ i\d/, '')
              )
              .sort()
          expect(plain(story(again(boris, document)))).toEqual(plain(story(document)))
          const codes = (boris.losses?.(document) ?? []).map(({ code }) => code)
          expect(
            codes.every((code) => ['loss.confidence', 'loss.intensity', 'loss.same-behaviour'].includes(code))
          ).toBe(true)
        }
      ),
      { numRuns: 60 }
    )
  })

  test('a packed file that swells without end is refused', () => {
    const bomb = gzipSync(Buffer.alloc(300 * 1024 * 1024))
    expect(bomb.length).toBeLessThan(400_000)
    expect(refused(boris, 'b.boris.gz', bomb).message).toContain('256 MB')
  })

  test.each(['', '[]', '{}', '{"observations":{}}', borisFile.slice(0, 300), '{"a":'.repeat(5000)])(
    'what is no project is refused with a sentence',
    (content) => {
      expect(isSentence(refused(boris, 'bad.boris', content), 'bad.boris')).toBe(true)
    }
  )
})

const viaProject = {
  project: {
    pid: 'p',
    rev: '1',
    rev_timestamp: 't',
    pname: 'n',
    data_format_version: '3.1.1',
    creator: 'VIA',
    created: 5,
    vid_list: ['1', '2']
  },
  config: {
    file: { loc_prefix: { '1': '', '2': '', '3': '', '4': '' } },
    ui: { file_content_align: 'center' }
  },
  attribute: {
    '1': {
      aname: 'emotion',
      anchor_id: 'FILE1_Z2_XY0',
      type: 4,
      desc: '',
      options: { '0': 'anger', '1': 'joy' },
      default_option_id: ''
    },
    '2': { aname: 'words', anchor_id: 'FILE1_Z2_XY0', type: 1, desc: '', options: {}, default_option_id: '' },
    '3': {
      aname: 'signs',
      anchor_id: 'FILE1_Z2_XY0',
      type: 2,
      desc: '',
      options: { a: 'smile', b: 'frown' },
      default_option_id: ''
    }
  },
  file: {
    '1': { fid: '1', fname: 'talk.mp4', type: 4, loc: 1, src: '' },
    '2': { fid: '2', fname: 'b.mp4', type: 4, loc: 2, src: 'http://x/b.mp4' }
  },
  view: { '1': { fid_list: ['1'] }, '2': { fid_list: ['2'] } },
  metadata: {
    '1_a': { vid: '1', flg: 0, z: [1.25, 2.5], xy: [], av: { '1': '1', '2': 'say "x", y' } },
    '1_b': { vid: '1', flg: 3, z: [3], xy: [], av: { '3': 'a,b' } },
    '1_c': { vid: '1', flg: 0, z: [4], xy: [2, 10, 20, 30, 40], av: { '1': '0' } },
    '1_d': { vid: '1', flg: 0, z: [5, 6], xy: [], av: {} },
    '2_a': { vid: '2', flg: 0, z: [], xy: [], av: { '2': 'whole file' } }
  },
  later: true
}

describe('VIA 3 projects', () => {
  test('each attribute is a track; options have names; boxes are kept and told', () => {
    const { document, repairs } = read(via, 'p.json', JSON.stringify(viaProject))
    expect(document.recordings.map(({ name, media }) => [name, media[0]?.path])).toEqual([
      ['talk', 'talk.mp4'],
      ['b', 'http://x/b.mp4']
    ])
    expect(story(document)).toEqual([
      'emotion 1250000-2500000 [joy]',
      'words 1250000-2500000 say "x", y',
      'signs 3000000-3000000 [smile|frown]',
      'Segments 5000000-6000000'
    ])
    expect(repairs.map(({ code }) => code)).toEqual(['shapes'])
  })

  test('a project that was only read and written holds the same', () => {
    const written = JSON.parse(
      textOf(write(via, read(via, 'p.json', JSON.stringify(viaProject)).document)[0])
    )
    expect(written).toEqual(viaProject)
  })

  test.each(['several', 'none'] as const)('tracks come back to the microsecond (labels: %s)', (labels) => {
    fc.assert(
      fc.property(
        documents({
          resolution: 1,
          overlap: true,
          moments: true,
          labels,
          text: labels === 'none' ? 'one' : 'none',
          scheme: labels !== 'none'
        }),
        (document) => {
          expect([...story(again(via, document))].sort()).toEqual([...story(document)].sort())
          expect(via.losses?.(document)).toEqual([])
        }
      ),
      { numRuns: 40 }
    )
  })

  test.each(['', '{}', '{"_via_settings":{},"_via_img_metadata":{}}', '['.repeat(100)])(
    'what is no project is refused with a sentence',
    (content) => {
      expect(isSentence(refused(via, 'bad.json', content), 'bad.json')).toBe(true)
    }
  )
})

/** A zip archive as simple programs write it. */
function zip(entries: Readonly<Record<string, string | Uint8Array>>, method = 8): Uint8Array {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, content] of Object.entries(entries)) {
    const plain = typeof content === 'string' ? utf8(content) : content
    const data = method === 8 ? deflateRawSync(plain) : Buffer.from(plain)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50)
    local.writeUInt16LE(method, 8)
    local.writeUInt32LE(data.length, 18)
    local.writeUInt16LE(name.length, 26)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50)
    central.writeUInt16LE(method, 10)
    central.writeUInt32LE(data.length, 20)
    central.writeUInt16LE(name.length, 28)
    central.writeUInt32LE(at, 42)
    locals.push(local, Buffer.from(name), data)
    directory.push(central, Buffer.from(name))
    at += 30 + name.length + data.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50)
  end.writeUInt16LE(Object.keys(entries).length, 10)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...locals, ...directory, end])
}

describe('Datavyu spreadsheets', () => {
  const db =
    '#4\nemotion (MATRIX,true,)-code\\|1|NOMINAL,note|TEXT\n00:00:01:250,00:00:02:500,(anger,a\\, b \\(c\\))\n00:00:03:000,00:00:03:000,(,)\n01:00:00:001,00:59:00:000,(joy,)\nwords (TEXT,false,)-words|TEXT\n00:00:05:000,00:00:06:000,(hello)\nnonsense\n'

  test.each([8, 0])(
    'cells with milliseconds after a colon and escaped commas are read (method %i)',
    (method) => {
      const { document, repairs } = read(
        datavyu,
        'a.opf',
        zip({ project: 'x: y', '../../db': 'evil', db }, method)
      )
      expect(story(document)).toEqual([
        'emotion 1250000-2500000 anger, a, b (c)',
        'emotion 3000000-3000000',
        'emotion 3600001000-3600001000 joy',
        'words 5000000-6000000 hello'
      ])
      const tier = document.recordings[0]?.tiers[0]
      expect(tier?.kind === 'spans' && tier.spans[0]?.extra).toEqual({
        codes: { 'code|1': 'anger', note: 'a, b (c)' }
      })
      expect(repairs.map(({ code }) => code)).toEqual(['reversed', 'line'])
    }
  )

  test('archives that swell, are cut, have no cells or a password are refused with a sentence', () => {
    const whole = zip({ db })
    const locked = zip({ db })
    locked[locked.length - 22 - 2 - 46 + 8] = 1
    const bomb = zip({ db: new Uint8Array(300 * 1024 * 1024) })
    for (const content of [
      whole.slice(0, 100),
      whole.slice(0, -30),
      zip({ other: 'x' }),
      zip({ db: '#4\n' }),
      zip({ '../db': db }),
      locked,
      bomb,
      'no zip',
      ''
    ])
      expect(isSentence(refused(datavyu, 'bad.opf', content), 'bad.opf')).toBe(true)
    expect(refused(datavyu, 'bad.opf', bomb).message).toContain('256 MB')
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, value) => {
        const changed = whole.slice()
        changed[at] = value
        datavyu.read({ name: 'bad.opf', bytes: changed })
      }),
      { numRuns: 300 }
    )
  })

  test('lines made to stall a reader do not', () => {
    const started = performance.now()
    const result = datavyu.read({
      name: 'a.opf',
      bytes: zip({
        db: `#4\n${'\\a '.repeat(100_000)}(\n${'('.repeat(100_000)}\n00:00:00:000,00:00:01:000,${'('.repeat(100_000)}\na (MATRIX,true,${'\\x'.repeat(5000)}\n`
      })
    })
    expect(result.ok).toBe(false)
    expect(performance.now() - started).toBeLessThan(3000)
  })
})

describe('ANVIL annotations', () => {
  const file = `<?xml version="1.0" encoding="ISO-8859-1"?>
<annotation><head><specification src="s.xml"/><video src="media\\talk.mov"/><info key="coder" type="String">me</info></head>
<body>
 <track name="gesture.mood" type="singleton" ref="gesture.phase"><el index="0" ref="1"><attribute name="v">calm</attribute></el><el index="1" ref="9"/></track>
 <group name="gesture"><track name="phase" type="primary"><el index="0" start="0.5" end="1.25"><attribute name="type">prep</attribute><attribute name="hand">left</attribute><comment>look</comment></el><el index="1" start="1.25" end="2"/></track></group>
 <track name="phrase" type="span" ref="gesture.phase"><el index="0" start="0" end="1"><attribute name="kind">deictic</attribute></el></track>
 <track name="lost" type="span" ref="nowhere"><el index="0" start="0" end="1"/></track>
</body></annotation>`

  test('tracks that refer to elements of others take their times, wherever they stand', () => {
    const { document, repairs } = read(anvil, 'a.anvil', file)
    expect([...story(document)].sort()).toEqual([
      'gesture.mood 1250000-2000000 calm',
      'gesture.phase 1250000-2000000',
      'gesture.phase 500000-1250000 prep, left (look)',
      'phrase 500000-2000000 deictic'
    ])
    expect(document.recordings[0]?.name).toBe('talk')
    expect(repairs.map(({ code }) => code).sort()).toEqual(['element', 'reference'])
  })

  test.each([
    '<a/>',
    file.slice(0, 200),
    `<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>${file}`,
    ''
  ])('what is no annotation is refused with a sentence', (content) => {
    expect(isSentence(refused(anvil, 'bad.anvil', content), 'bad.anvil')).toBe(true)
  })
})

test('formats that are only read do not offer to be written', () => {
  const readOnly: readonly InterchangeFormat[] = [anvil, datavyu]
  expect(readOnly.every((format) => format.write === undefined && format.losses === undefined)).toBe(true)
})

test('texts of one line come back as BORIS behaviours', () => {
  fc.assert(
    fc.property(documents({ resolution: 1, labels: 'none', text: 'one', words: lineWords }), (document) => {
      const expected = story(document).map((line) => line.replace(/^(tier \d \d+-\d+) (.*)$/s, '$1 [$2]'))
      expect([...story(again(boris, document))].sort()).toEqual([...expected].sort())
    }),
    { numRuns: 30 }
  )
})
