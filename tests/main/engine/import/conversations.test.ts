import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parsePlain } from '../../../../src/main/engine/import/plain-transcript'
import { fitNominalTimes, nominalTimes } from '../../../../src/shared/conversation/nominal-times'
import { importPaths } from '../../../fixtures/import-file'

function written(name: string, text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'affectory-talk-')), name)
  writeFileSync(path, text)
  return path
}
const said = (text: string): string[] =>
  parsePlain(text).utterances.map(({ speaker, text: words }) => `${speaker ?? '-'}: ${words}`)

describe('a conversation in plain text', () => {
  it('is one turn for each line with a name, and a line without one goes on', () => {
    expect(said('Anna: How are you?\nBen: Well.\nAnd you?\n\nAnna: Fine: thanks.')).toEqual([
      'Anna: How are you?',
      'Ben: Well. And you?',
      'Anna: Fine: thanks.'
    ])
  })

  it('is one turn for each line where nobody is named', () => {
    expect(said('How are you?\nWell.')).toEqual(['-: How are you?', '-: Well.'])
  })

  it('may be written in any script', () => {
    expect(said('דנה: מה שלומך?\nיוסי: טוב, תודה')).toEqual(['דנה: מה שלומך?', 'יוסי: טוב, תודה'])
    expect(said('小王：你好吗？\n小李：很好。')).toEqual(['小王: 你好吗？', '小李: 很好。'])
  })

  it('takes times at the beginning of lines, each turn up to the next', () => {
    const { utterances, nominal } = parsePlain(
      '[00:00:01] Anna: Hello\n[00:00:04.5] Ben: Hi\n[0:09] Anna: So'
    )
    expect(nominal).toBe(false)
    expect(utterances.slice(0, 2).map(({ start, end }) => [start, end])).toEqual([
      [1e6, 4.5e6],
      [4.5e6, 9e6]
    ])
  })

  it('has nominal times without them: one after another, longer words longer, at least a second', () => {
    const { utterances, nominal } = parsePlain(`Anna: No\nBen: ${'x'.repeat(45)}`)
    expect(nominal).toBe(true)
    // 45 letters at 15 a second.
    expect(utterances.map(({ start, end }) => [start / 1e6, end / 1e6])).toEqual([
      [0, 1],
      [1, 4]
    ])
  })

  it('is imported as a recording with a track for each speaker', async () => {
    const { files, problems } = await importPaths([written('talk.txt', 'Anna: Hello\nBen: Hi\nAnna: So')])
    expect(files[0]?.tracks.map(({ name, kind, segments }) => [name, kind, segments.length])).toEqual([
      ['Anna', 'utterances', 2],
      ['Ben', 'utterances', 1]
    ])
    expect(problems.map(({ code }) => code)).toEqual(['nominal-times'])
  })

  it('without names is a transcript only when the user says so', async () => {
    const text = 'Hello there\nHow are you'
    const asked = await importPaths([written('talk.txt', text)], { as: 'transcript' })
    expect(asked.files[0]?.tracks.map(({ kind, segments }) => [kind, segments.length])).toEqual([
      ['utterances', 2]
    ])
    const plain = await importPaths([written('talk.txt', text)])
    expect(plain.files[0]?.medium).toBe('document')
    expect(asked.files[0]?.medium).toBeUndefined()
  })
})

describe('a GenSEC conversation', () => {
  const rows = [
    {
      need_prediction: 'no',
      id: 'a',
      speaker: 'F',
      groundtruth: 'Excuse me.',
      w2v2100: 'excuse me',
      emotion: 'neu'
    },
    {
      need_prediction: 'yes',
      id: 'b',
      speaker: 'M',
      groundtruth: 'Oh shut up.',
      w2v2100: 'no shut a i wille tra',
      emotion: 'ang'
    }
  ]
  it('has a layer for each transcript, and turns that are not scored', async () => {
    const { files } = await importPaths([written('talk.json', JSON.stringify(rows))])
    expect(
      files[0]?.tracks.map(({ layer, name, segments }) => [layer, name, segments.map(({ text }) => text)])
    ).toEqual([
      ['groundtruth', 'F', ['Excuse me.']],
      ['groundtruth', 'M', ['Oh shut up.']],
      ['w2v2100', 'F', ['excuse me']],
      ['w2v2100', 'M', ['no shut a i wille tra']]
    ])
    expect(files[0]?.tracks[0]?.segments[0]?.unscored).toBe(true)
    expect(files[0]?.tracks[1]?.segments[0]?.unscored).toBeUndefined()
  })

  it('that is damaged is refused with what is wrong', async () => {
    const { problems } = await importPaths([written('talk.json', '[{"groundtruth": 3}]')])
    expect(problems[0]?.message).toContain('groundtruth')
  })
})

describe('nominal times in a recording', () => {
  const nominal = nominalTimes(['a', 'b'])
  it('are spread over its length', () => {
    expect(fitNominalTimes(nominal, [], 60e6)).toEqual([
      { start: 0, end: 30e6 },
      { start: 30e6, end: 60e6 }
    ])
  })
  it('become those of a transcript with as many turns', () => {
    const reference = [
      { start: 5, end: 8 },
      { start: 9, end: 12 }
    ]
    expect(fitNominalTimes(nominal, reference, 60e6)).toEqual(reference)
  })
  it('stay where nothing is known', () => {
    expect(fitNominalTimes(nominal, [], 0)).toEqual(nominal)
  })
})
