import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contentHash } from '../../../../src/main/engine/import/content-hash'
import { signalColumns } from '../../../fixtures/signal-columns'
import { importPaths } from '../../../fixtures/import-file'
import { sharedData } from '../../../fixtures/shared-data'
import { wavBytes } from '../../../fixtures/wav'

const folder = () => mkdtempSync(join(tmpdir(), 'affectory-text-'))
function write(name: string, content: string | Uint8Array, where = folder()): string {
  const path = join(where, name)
  writeFileSync(path, content)
  return path
}

describe('transcripts', () => {
  test('SubRip becomes utterances, one track for each speaker', async () => {
    const path = write(
      'talk.srt',
      '1\r\n00:00:01,500 --> 00:00:02,750\r\nAnna: Hello <i>there</i>.\r\n\r\n2\r\n00:01:00,000 --> 00:01:01,5\r\nBen: Two\r\nlines &amp; more\r\n'
    )
    const { files, problems } = await importPaths([path])
    expect(problems).toEqual([])
    expect(files[0]).toMatchObject({ container: 'subrip', playback: 'none', durationSeconds: 61.5 })
    expect(
      files[0]?.tracks.map(({ name, kind, segments }) => ({
        name,
        kind,
        said: segments.map(({ start, end, text }) => [start, end, text])
      }))
    ).toEqual([
      { name: 'Anna', kind: 'utterances', said: [[1_500_000, 2_750_000, 'Hello there.']] },
      { name: 'Ben', kind: 'utterances', said: [[60_000_000, 61_500_000, 'Two\nlines & more']] }
    ])
  })

  test('WebVTT with voices, hours left out and cues without a blank line between them', async () => {
    const path = write(
      'talk.vtt',
      'WEBVTT\n\nNOTE nothing\n\n00:01.000 --> 00:02.000 align:start\n<v Anna Lee>Hi\n00:02.000 --> 00:03.000\n<v Ben>Ho\n'
    )
    const { files } = await importPaths([path])
    expect(files[0]?.tracks.map(({ name, segments }) => [name, segments[0]?.text])).toEqual([
      ['Anna Lee', 'Hi'],
      ['Ben', 'Ho']
    ])
  })

  test('a cue that ends before it starts is left out with its line, the rest is read', async () => {
    const { files, problems } = await importPaths([
      write('bad.srt', '1\n00:00:05,000 --> 00:00:04,000\nwrong\n\n2\n00:00:05,000 --> 00:00:06,000\nright\n')
    ])
    expect(files[0]?.tracks[0]?.segments).toHaveLength(1)
    expect(problems[0]?.message).toContain('bad.srt')
    expect(problems[0]?.message).toContain('line 2')
  })

  test('a table with start, end, speaker, text and label; Latin text and quoted cells', async () => {
    const text =
      'start;end;speaker;text;emotion\n0,5;1,25;Zoë;"Well; ""yes"" ";happiness\n00:00:02.000;00:00:03.000;Bob;No;\nx;2;Bob;?;\n'
    const { files, problems } = await importPaths([write('lines.csv', Buffer.from(text, 'latin1'))])
    expect(
      files[0]?.tracks.map(({ name, segments }) => [
        name,
        segments.map(({ start, end, text: said, label }) => [start, end, said, label])
      ])
    ).toEqual([
      ['Zoë', [[500_000, 1_250_000, 'Well; "yes" ', 'happiness']]],
      ['Bob', [[2_000_000, 3_000_000, 'No', undefined]]]
    ])
    expect(problems[0]?.message).toContain('line 4')
  })
})

describe('signal tables', () => {
  test('a time column gives the rate, units come from the column names, missing rows are gaps', async () => {
    const rows = Array.from({ length: 100 }, (_, i) =>
      i >= 40 && i < 60 ? undefined : `${(i * 0.25).toFixed(2)},${i / 10},${20 + (i % 5)}`
    ).filter((row) => row !== undefined)
    const { files, problems, inProject } = await importPaths([
      write('body.csv', `time_s,eda_uS,skin temperature (°C)\n${rows.join('\n')}\n`)
    ])
    expect(problems.map(({ message, severity }) => [message, severity])).toEqual([
      ['body.csv has 1 gap of 5.00 s in all.', 'info']
    ])
    const stream = files[0]?.streams[0]
    expect(stream?.info.channels).toEqual([
      { label: 'eda', unit: 'uS', rateHz: 4, min: 0, max: expect.closeTo(9.9, 5) },
      { label: 'skin temperature', unit: '°C', rateHz: 4, min: 20, max: 24 }
    ])
    const columns = await signalColumns(inProject(stream?.cache['pyramid']), 0, 25_000_000, 100, [0])
    const lows = [...columns].filter((_, i) => i % 2 === 0)
    expect(lows[39]).toBeCloseTo(3.9, 5)
    expect(lows.slice(40, 60).every(Number.isNaN)).toBe(true)
    expect(lows[60]).toBeCloseTo(6, 5)
  })

  test('without a time column the rate may stand in the file name, otherwise it is asked', async () => {
    const content = `ECG,RSP\n${Array.from({ length: 50 }, (_, i) => `${i},${-i}`).join('\n')}\n`
    expect((await importPaths([write('rest_100hz.csv', content)])).files[0]?.durationSeconds).toBeCloseTo(0.5)
    const { files, questions } = await importPaths([write('rest.csv', content)])
    expect(files).toEqual([])
    expect(questions[0]?.problem).toMatchObject({
      message: expect.stringContaining('rest.csv has no time column'),
      hint: expect.stringContaining('time_s')
    })
  })

  test.skipIf(!sharedData('signals', 'csv'))('a published recording at 100 Hz', async () => {
    const { files } = await importPaths([sharedData('signals', 'csv', 'bio_eventrelated_100hz.csv') ?? ''])
    expect(files[0]?.streams[0]?.info.channels?.map(({ label, rateHz }) => [label, rateHz])).toEqual([
      ['ECG', 100],
      ['EDA', 100],
      ['Photosensor', 100],
      ['RSP', 100]
    ])
    expect(files[0]?.durationSeconds).toBeCloseTo(150, 0)
  })
})

describe('EMO-DB file names', () => {
  const speech = wavBytes(Array.from({ length: 8000 }, () => 0.1))
  test.each([
    ['03a01Fa.wav', '03', 'happiness'],
    ['16b10Wb.wav', '16', 'anger'],
    ['11b03Lc.wav', '11', 'boredom'],
    ['08a05Ea.wav', '08', 'disgust'],
    ['14a02Ab.wav', '14', 'fear'],
    ['15b09Ta.wav', '15', 'sadness'],
    ['10a07Nd.wav', '10', 'neutral']
  ])('%s is speaker %s, %s', async (name, speaker, label) => {
    const { files } = await importPaths([write(name, speech)])
    expect(files[0]?.group).toBe(speaker)
    expect(files[0]?.tracks).toMatchObject([
      {
        authorName: 'EMO-DB file names',
        schemeId: 'emodb7',
        attributeId: 'emotion',
        segments: [{ start: 0, end: 1_000_000, label }]
      }
    ])
  })

  test.each(['03a01Fa copy.wav', 'x03a01Fa.wav', '07a01Fa.wav', '03a03Fa.wav', '03a01Xa.wav', '03a01F.wav'])(
    '%s is not taken for one',
    async (name) => {
      const { files } = await importPaths([write(name, speech)])
      expect(files[0]).toMatchObject({ tracks: [] })
      expect(files[0]?.group).toBeUndefined()
    }
  )

  test('are left alone when labels from names are not wanted', async () => {
    const { files } = await importPaths([write('03a01Fa.wav', speech)], { labelsFromNames: 'none' })
    expect(files[0]?.tracks).toEqual([])
  })

  test.skipIf(!sharedData('speech', 'emodb'))(
    'label every clip of the corpus as its own table does',
    async () => {
      const { files, problems } = await importPaths([sharedData('speech', 'emodb', 'flac') ?? ''])
      expect(problems).toEqual([])
      expect(files).toHaveLength(535)
      expect(
        files.every(({ tracks, group }) => tracks[0]?.segments[0]?.label !== undefined && group !== undefined)
      ).toBe(true)
      const counts = Object.fromEntries(
        [...Map.groupBy(files, ({ tracks }) => tracks[0]?.segments[0]?.label ?? '')].map(([label, all]) => [
          label,
          all.length
        ])
      )
      // Burkhardt et al. 2005: numbers of clips that were kept for each emotion.
      expect(counts).toEqual({
        anger: 127,
        boredom: 81,
        disgust: 46,
        fear: 69,
        happiness: 71,
        sadness: 62,
        neutral: 79
      })
    }
  )
})

describe('folders and files as they come', () => {
  test('are read in natural order; hidden ones are left out, circles of links end, twins are told', async () => {
    const root = folder()
    const tone = (level: number) => wavBytes(Array.from({ length: 400 }, () => level))
    for (const [i, name] of ['take10.wav', 'take2.wav', '.hidden.wav', 'Take1.wav'].entries())
      write(name, tone(i / 10), root)
    mkdirSync(join(root, 'sub'))
    write('twin.wav', tone(0), join(root, 'sub'))
    symlinkSync(root, join(root, 'sub', 'circle'))
    const { files, problems, result } = await importPaths([root])
    expect(files.map(({ name }) => name)).toEqual(['twin', 'Take1', 'take2'])
    expect(problems).toMatchObject([
      { code: 'already-imported', severity: 'info', message: expect.stringContaining('take10.wav') }
    ])
    expect(result).toMatchObject({ ok: true, value: { files: 3, failed: 0 } })
  })

  test('a file that is in the project already is not added twice', async () => {
    const path = write('again.wav', wavBytes([0.1, 0.2]))
    const { hash } = await contentHash(path)
    const { files, problems } = await importPaths([path], { knownHashes: { [hash]: 'again' } })
    expect(files).toEqual([])
    expect(problems[0]?.message).toBe('again.wav is in this project already.')
  })

  test('one bad file does not stop the others', async () => {
    const root = folder()
    const paths = [
      write('a.wav', wavBytes([0.5]), root),
      write('b.mp4', 'this is no video', root),
      write('c.xyz', 'nor is this', root),
      write('d.wav', '', root),
      join(root, 'gone.wav'),
      write('e.wav', wavBytes([0.7]), root)
    ]
    const { files, problems, result } = await importPaths(paths)
    expect(files.map(({ name }) => name)).toEqual(['a', 'e'])
    expect(problems.map(({ message }) => message.split(' ')[0])).toEqual([
      'gone.wav',
      'b.mp4',
      'c.xyz',
      'd.wav'
    ])
    expect(problems.every(({ hint }) => (hint ?? '').length > 10)).toBe(true)
    expect(problems.find(({ code }) => code === 'unsupported')?.hint).toContain('mp4, mov, mkv')
    expect(result).toMatchObject({ value: { files: 2, failed: 4 } })
  })

  test('a WAV that was cut off says by how much', async () => {
    const { files, problems } = await importPaths([
      write(
        'cut.wav',
        wavBytes(
          Array.from({ length: 8000 }, () => 0.2),
          { dataSize: 8000 * 2 * 10 }
        )
      )
    ])
    expect(files[0]?.durationSeconds).toBeCloseTo(1, 3)
    expect(problems[0]).toMatchObject({
      severity: 'warning',
      message: 'cut.wav ends 9.0 s earlier than its header says.'
    })
  })
})
