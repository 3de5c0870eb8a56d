import { describe, expect, test } from 'vitest'
import { interchange } from '../../../../src/main/engine/interchange'
import type { Reading } from '../../../../src/main/engine/interchange/format'
import { utf8, utf16 } from './reading'
import { only, projectWith, put, read } from './through-project'

/** What a format reads, with what it repaired; `beside`: the data file. */
function reading(format: string, content: string | Uint8Array, beside?: string | Uint8Array): Reading {
  const bytes = (one: string | Uint8Array): Uint8Array => (typeof one === 'string' ? utf8(one) : one)
  const result = interchange.get(format).read({
    name: 'in.x',
    bytes: bytes(content),
    sibling: () => (beside === undefined ? undefined : bytes(beside))
  })
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

const problemOf = (format: string, content: string | Uint8Array, beside?: Uint8Array): string => {
  const result = interchange.get(format).read({
    name: 'in.x',
    bytes: typeof content === 'string' ? utf8(content) : content,
    sibling: () => beside
  })
  return result.ok ? 'it was read' : result.error.message
}

const spansOf = ({ document }: Reading): readonly string[] =>
  document.recordings.flatMap(({ tiers }) =>
    tiers.flatMap((tier) =>
      tier.kind === 'spans'
        ? tier.spans.map(
            ({ start, end, labels, text }) =>
              `${start / 1000}-${end / 1000} ${labels.join('|') || (text ?? '')}`
          )
        : []
    )
  )

const eaf = (slots: string, annotations: string, rest = ''): string =>
  `<ANNOTATION_DOCUMENT AUTHOR="" DATE="2020-01-01T00:00:00Z" VERSION="3.0"><HEADER/><TIME_ORDER>${slots}</TIME_ORDER><TIER TIER_ID="t" LINGUISTIC_TYPE_REF="d">${annotations}</TIER><LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="d" TIME_ALIGNABLE="true"/>${rest}</ANNOTATION_DOCUMENT>`
const slot = (id: string, value: number | string): string =>
  `<TIME_SLOT TIME_SLOT_ID="${id}" TIME_VALUE="${value}"/>`
const annotation = (id: string, from: string, to: string, value: string): string =>
  `<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="${id}" TIME_SLOT_REF1="${from}" TIME_SLOT_REF2="${to}"><ANNOTATION_VALUE>${value}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>`

describe('ELAN', () => {
  test('a time with decimals, which the schema forbids, is read and told, and written whole', () => {
    const found = reading('elan', eaf(slot('a', '10.4') + slot('b', 2000), annotation('x', 'a', 'b', 'hm')))
    expect(spansOf(found)).toEqual(['10.4-2000 hm'])
    expect(found.repairs.map(({ code }) => code)).toEqual(['time-fraction'])
    const [file] = interchange.get('elan').write?.(found.document, 'o') ?? []
    expect(new TextDecoder().decode(file?.bytes)).not.toMatch(/TIME_VALUE="\d*\.\d/)
  })

  test('touching annotations keep two slots of the same time: one can be moved without the other', async () => {
    const text = eaf(
      slot('a', 0) + slot('b', 500) + slot('c', 500) + slot('d', 900),
      annotation('x', 'a', 'b', 'left one here') + annotation('y', 'c', 'd', 'right one here')
    )
    const out = only(await projectWith(put('o.eaf', text)), 'elan')
    expect(out.match(/TIME_VALUE="500"/g)).toHaveLength(2)
  })

  test('blank labels, semicolons and commas stay as they are', async () => {
    const values = ['anger; fear', 'a, b', '', ' ', 'x_y']
    const times = values.map((_, i) => slot(`s${i}`, i * 1000) + slot(`e${i}`, i * 1000 + 900)).join('')
    const text = eaf(times, values.map((value, i) => annotation(`n${i}`, `s${i}`, `e${i}`, value)).join(''))
    const document = read('elan', only(await projectWith(put('o.eaf', text)), 'elan'))
    const [tier] = document.recordings[0]?.tiers ?? []
    expect(tier?.kind === 'spans' ? tier.spans.map((span) => span.text ?? '') : []).toEqual(values)
  })

  test('names that are used twice by slots, annotations and languages are unique when written', () => {
    const text = eaf(
      slot('ts1', 0) + slot('ts2', 100) + slot('ts3', 200),
      annotation('ts1', 'ts1', 'ts2', 'one') +
        annotation('und', 'ts2', 'ts3', 'two') +
        annotation('9 x', 'ts2', 'ts3', 'three'),
      '<LOCALE LANGUAGE_CODE="en"/><LANGUAGE LANG_ID="und" LANG_DEF="x"/>'
    )
    const [file] = interchange.get('elan').write?.(reading('elan', text).document, 'o') ?? []
    const out = new TextDecoder().decode(file?.bytes)
    const ids = [...out.matchAll(/(?:TIME_SLOT_ID|ANNOTATION_ID|LANG_ID|LANGUAGE_CODE)="([^"]*)"/g)].map(
      ([, id]) => id
    )
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[A-Za-z_][\w.-]*$/)
  })

  test('a vocabulary names a language that the file defines', async () => {
    const text = eaf(slot('a', 0) + slot('b', 500), annotation('x', 'a', 'b', 'joy'))
    const out = only(await projectWith(put('o.eaf', text.replace('joy', 'anger'))), 'elan')
    for (const [, language] of out.matchAll(/LANG_REF="([^"]*)"/g))
      expect(out).toContain(`LANG_ID="${language}"`)
  })

  test('an annotation without length comes back as a point and is written a millisecond long', async () => {
    const project = await projectWith(
      put('o.eaf', eaf(slot('a', 700) + slot('b', 700), annotation('x', 'a', 'b', 'blink')))
    )
    expect(project.all('track')).toMatchObject([{ kind: 'points' }])
    expect(spansOf({ document: read('elan', only(project, 'elan')), repairs: [] })).toEqual(['700-701 blink'])
  })
})

const grid = (tiers: string, more = ''): string =>
  `File type = "ooTextFile"\nObject class = "TextGrid"\n\nxmin = 0\nxmax = 3\ntiers? <exists>\nsize = 1\n${more}item []:\n${tiers}`

describe('Praat', () => {
  test('the variant of ELAN 6.7 without space and with colons in other places is read', () => {
    const text = grid(
      '    item[1]:\n        class = "IntervalTier"\n        name = "t"\n        xmin = 0\n        xmax = 3\n        intervals: size = 1\n        intervals [1]\n            xmin = 0\n            xmax = 3\n            text = "a"\n'
    )
    expect(spansOf(reading('textgrid', text))).toEqual(['0-3000 a'])
  })

  test('comments after !, free words between the data and line breaks inside texts are no data', () => {
    const text =
      '"ooTextFile" "TextGrid" 0 3 ! 7 and "eight"\n<exists> number of tiers 1 "IntervalTier" "t" 0 3 1 from 0 to 3 "he said ""no!""\nand left"'
    expect(spansOf(reading('textgrid', text))).toEqual(['0-3000 he said "no!"\nand left'])
  })

  test.each([
    [
      'UTF-16 big-endian, as Praat saves other scripts',
      utf16('"ooTextFile" "TextGrid" 0 1 <exists> 1 "IntervalTier" "t" 0 1 1 0 1 "怒り😡"', 'be'),
      '怒り😡'
    ],
    [
      'UTF-8 with a mark and CRLF',
      utf8(
        '\uFEFF"ooTextFile"\r\n"TextGrid"\r\n0\r\n1\r\n<exists>\r\n1\r\n"IntervalTier"\r\n"t"\r\n0\r\n1\r\n1\r\n0\r\n1\r\n"غضب"'
      ),
      'غضب'
    ],
    [
      'Windows Latin',
      Uint8Array.from(
        '"ooTextFile" "TextGrid" 0 1 <exists> 1 "IntervalTier" "t" 0 1 1 0 1 "\u00e4rger"',
        (one) => one.charCodeAt(0)
      ),
      'ärger'
    ]
  ])('%s', (_, bytes, word) => {
    expect(spansOf(reading('textgrid', bytes))).toEqual([`0-1000 ${word}`])
  })

  test('points at the same time and segments that overlap are spread, no interval has length 0', async () => {
    const project = await projectWith(
      put('l.txt', '1.0\t1.0\tk\n1.0\t1.0\tk\n1.0\t1.0\tk\n2.0\t3.0\tk\n2.5\t3.5\tk\n')
    )
    const again = reading('textgrid', only(project, 'textgrid'))
    expect(spansOf(again).toSorted()).toEqual([
      '1000-1000 k',
      '1000-1000 k',
      '1000-1000 k',
      '2000-3000 k',
      '2500-3500 k'
    ])
    expect(again.repairs).toEqual([])
  })
})

describe('NOVA and SSI', () => {
  const header = (scheme: string, info = 'ftype="ASCII" size="2"'): string =>
    `<annotation ssi-v="3"><info ${info}/><meta role="pilot" annotator="r2" isLocked="true" trigger="a &amp; b"/>${scheme}<kept x="1"/></annotation>`

  test('a file of nothing but zero bytes, as the documentation of DISCOVER has, is refused with a sentence', () => {
    expect(problemOf('nova', new Uint8Array(221), new Uint8Array(10))).toMatch(/\.$/)
  })

  test('the size in the header is not trusted, and what else the header says survives a project', async () => {
    const path = put(
      'a.annotation',
      header('<scheme name="mood" type="FREE" color="#FF112233"/>', 'ftype="ASCII" size="99"')
    )
    const { writeFileSync } = await import('node:fs')
    writeFileSync(`${path}~`, '0;1;well, what now?;0.5\n1;2;semi;colon here;1\n')
    const project = await projectWith(path)
    const out = only(project, 'nova')
    expect(out).toContain('size="2"')
    expect(out).toContain('trigger="a &amp; b"')
    expect(out).toContain('isLocked="true"')
    expect(out).toContain('<kept x="1"/>')
    expect(out).toContain('role="pilot" annotator="r2"')
  })

  test('labels in the Windows code page are read as they were typed', () => {
    const data = Uint8Array.from('0;1;w\u00fctend;1\n', (one) => one.charCodeAt(0))
    expect(spansOf(reading('nova', header('<scheme name="m" type="FREE"/>'), data))).toEqual([
      '0-1000 wütend'
    ])
  })
})

describe('BORIS', () => {
  const project = (events: unknown[], behaviour: object = { type: 'State event' }): string =>
    JSON.stringify({
      project_format_version: '8.6',
      subjects_conf: {},
      behaviors_conf: { '0': { code: 'play', key: 'p', ...behaviour } },
      observations: { o: { type: 'IMAGES', file: { '1': ['a.jpg'] }, events } }
    })

  test('image observations keep index and path, several modifiers keep their commas and bars', async () => {
    const events = [
      [1, '', 'play', 'wool,mouse|slow', 'why', 3, 'a.jpg'],
      [2, '', 'play', 'wool,mouse|slow', '', 4, 'b.jpg']
    ]
    const out = JSON.parse(only(await projectWith(put('o.boris', project(events))), 'boris')) as {
      observations: Record<string, { events: unknown }>
    }
    expect(out.observations['o']?.events).toEqual(events)
  })

  test('states with different modifiers do not stop each other', () => {
    const events = [
      [1, '', 'play', 'a', '', 'NA'],
      [2, '', 'play', 'b', '', 'NA'],
      [3, '', 'play', 'a', '', 'NA'],
      [4, '', 'play', 'b', '', 'NA']
    ]
    expect(spansOf(reading('boris', project(events)))).toEqual(['1000-3000 play', '2000-4000 play'])
  })
})

describe('Label Studio', () => {
  test('several annotations of one task stay several, so that soft labels can be counted', async () => {
    const one = (id: number, label: string) => ({
      id,
      completed_by: id,
      result: [
        {
          id: `r${id}`,
          from_name: 'e',
          to_name: 'a',
          type: 'labels',
          original_length: 9,
          value: { start: 0, end: 1, labels: [label] }
        }
      ]
    })
    const task = [
      {
        id: 1,
        data: { audio: 'a.wav' },
        annotations: [one(1, 'joy'), one(2, 'fear'), one(3, 'joy')],
        predictions: []
      }
    ]
    const project = await projectWith(put('o.json', JSON.stringify(task)))
    expect(project.all('track').map(({ authorId }) => project.get('author', authorId)?.name)).toEqual([
      '1',
      '2',
      '3'
    ])
    expect(JSON.parse(only(project, 'label-studio'))).toEqual(task)
  })

  test('a relation drawn from right to left starts at its right end and is written as it was', async () => {
    const region = (id: string, start: number) => ({
      id,
      from_name: 'e',
      to_name: 'a',
      type: 'labels',
      value: { start, end: start + 1, labels: [id] }
    })
    const task = [
      {
        id: 1,
        data: { audio: 'a.wav' },
        annotations: [
          {
            id: 4,
            completed_by: 1,
            result: [
              region('left', 0),
              region('right', 5),
              { type: 'relation', from_id: 'left', to_id: 'right', direction: 'left', labels: ['caused by'] }
            ]
          }
        ],
        predictions: []
      }
    ]
    const project = await projectWith(put('o.json', JSON.stringify(task)))
    const [link] = project.all('relation')
    expect(link?.kind).toBe('cause')
    expect([
      project.get('segment', link?.fromId ?? '')?.label,
      project.get('segment', link?.toId ?? '')?.label
    ]).toEqual(['right', 'left'])
    expect(JSON.parse(only(project, 'label-studio'))).toEqual(task)
  })
})

describe('VIA', () => {
  test('attributes about a whole file or a box do not become segments, and survive', async () => {
    const via = {
      project: { pid: 'x', vid_list: ['1'], data_format_version: '3.1.1' },
      config: {},
      attribute: {
        '1': {
          aname: 'file quality',
          anchor_id: 'FILE1_Z0_XY0',
          type: 4,
          desc: '',
          options: { a: 'good' },
          default_option_id: ''
        },
        '2': {
          aname: 'feelings, all',
          anchor_id: 'FILE1_Z2_XY0',
          type: 2,
          desc: '',
          options: { '0': 'joy', '1': 'a,b', '2': 'fear' },
          default_option_id: ''
        }
      },
      file: { '1': { fid: '1', fname: 'a.mp4', type: 4, loc: 1, src: '' } },
      view: { '1': { fid_list: ['1'] } },
      metadata: {
        w: { vid: '1', flg: 0, z: [], xy: [], av: { '1': 'a' } },
        s: { vid: '1', flg: 0, z: [0.5, 1.25], xy: [], av: { '2': '0,1' } },
        b: { vid: '1', flg: 0, z: [1], xy: [2, 3, 4, 5, 6], av: { '2': '2' } }
      }
    }
    const project = await projectWith(put('v.json', JSON.stringify(via)))
    expect(project.all('track').map(({ name }) => name)).toEqual(['feelings, all'])
    const [track] = project.all('track')
    expect(project.segmentsOfTrack(track?.id ?? '').map(({ value }) => value)).toEqual([
      { kind: 'labels', labels: { joy: null, 'a-b': null } }
    ])
    expect(JSON.parse(only(project, 'via'))).toEqual(via)
  })
})

describe('subtitles and lines', () => {
  test.each([
    [
      'an index that is missing, full-width commas and no milliseconds',
      '00:00:01，500 --> 00:00:02\nhi\n\n2\n00:00:03,000 --> 00:00:04,000\nyes',
      ['1500-2000 hi', '3000-4000 yes']
    ],
    [
      'an index with decimals or a minus',
      '-1\n00:00:01,000 --> 00:00:02,000\nhi\n\n1.5\n00:00:03.250 --> 00:00:04.000\nyes\n',
      ['1000-2000 hi', '3250-4000 yes']
    ],
    [
      'a blank line inside a text',
      '1\n00:00:01,000 --> 00:00:02,000\nhi\n\nthere\n\n2\n00:00:03,000 --> 00:00:04,000\nyes\n',
      ['1000-2000 hi\n\nthere', '3000-4000 yes']
    ]
  ])('SubRip with %s', (_, text, spans) => {
    expect(spansOf(reading('srt', text))).toEqual(spans)
  })

  test('names, places, mark-up, notes and styles of WebVTT survive a project, and the places of SubRip', async () => {
    const vtt =
      'WEBVTT - talk\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE by hand\n\nintro\n00:01.000 --> 00:02.000 line:0 align:start\n<v Anna><i>well</i>, hello &amp; bye\n\n00:02.000 --> 00:03.000\n<v Ben>so\n\nNOTE end\n'
    const out = only(await projectWith(put('t.vtt', vtt)), 'webvtt')
    expect(out.replaceAll('00:00:0', '00:0')).toBe(vtt)
    const srt =
      '1\n00:00:01,000 --> 00:00:02,000 X1:1 X2:2 Y1:3 Y2:4\n<i>well</i>\n\n2\n00:00:03,000 --> 00:00:04,000\nbye\n'
    expect(
      only(await projectWith(put('t.srt', srt)), 'srt')
        .replaceAll('\r\n', '\n')
        .trim()
    ).toBe(srt.trim())
  })

  test('diarisation with other kinds of lines, a confidence and overlaps survives a project', async () => {
    const text =
      'SPKR-INFO a 1 <NA> <NA> <NA> unknown x <NA> <NA>\nSPEAKER a 1 0.5 1.25 <NA> <NA> x 0.75 <NA>\nSPEAKER a 1 1 2 <NA> <NA> y <NA> <NA>\nLEXEME a 1 0.5 0.1 hi lex x <NA> <NA>\n'
    const before = reading('rttm', text)
    const after = reading('rttm', only(await projectWith(put('a.rttm', text)), 'rttm'))
    expect(spansOf(after)).toEqual(spansOf(before))
    expect(after.document.recordings[0]?.extra).toEqual(before.document.recordings[0]?.extra)
    expect(after.document.recordings[0]?.tiers.map(({ name }) => name)).toEqual(['x', 'y'])
  })

  test('frequencies of Audacity, points and lines of later versions survive a project', async () => {
    const text =
      '1.000000\t2.500000\tbuzz, a long one\n\\\t100.000000\t-1.000000\n3.000000\t3.000000\tanother click here\n'
    expect(only(await projectWith(put('l.txt', text)), 'audacity')).toBe(text)
  })
})
