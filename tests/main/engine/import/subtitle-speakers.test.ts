import { expect, test } from 'vitest'
import { parseCues } from '../../../../src/main/engine/import/subtitles'

const srt = (...lines: readonly string[]): string =>
  lines.map((line, i) => `${i + 1}\n00:00:0${i * 2},000 --> 00:00:0${i * 2 + 1},000\n${line}\n`).join('\n')

test('a name before a colon is who speaks, in scripts without capitals too', () => {
  expect(
    parseCues(srt('Noa: Fine.', 'נועה: איחרת שוב', 'دانا: آسف', '小明：你好')).cues.map(
      ({ speaker, text }) => [speaker, text]
    )
  ).toEqual([
    ['Noa', 'Fine.'],
    ['נועה', 'איחרת שוב'],
    ['دانا', 'آسف'],
    ['小明', '你好']
  ])
})

test('a time, a small letter or a long sentence before a colon is no speaker', () => {
  for (const line of [
    '12:30 is late',
    'that is it: nothing more',
    `${'A very long sentence '.repeat(3)}: so`
  ])
    expect(parseCues(srt(line)).cues.map(({ speaker }) => speaker)).toEqual([undefined])
})
