import { describe, expect, it } from 'vitest'
import { matchScore } from '../../../src/renderer/panels/palette/match-score'
import { cardText } from '../../../src/renderer/ui/number-card'
import { blocks } from '../../../src/renderer/ui/prose'
import { formatBytes, formatLength, formatTimeLeft, formatWhen } from '../../../src/renderer/ui/format'
import { jobText } from '../../../src/renderer/ui/job-text'
import { providerNote } from '../../../src/renderer/session/provider-note'

const job = {
  id: 'j',
  kind: 'predict',
  title: 'Speech emotion',
  done: 9,
  total: 12,
  unit: 'recordings',
  startedAt: '',
  resumable: true
}

describe('words about work', () => {
  it('a running job says count, rate and time left', () => {
    expect(jobText({ ...job, state: 'running', rate: 0.5, secondsLeft: 70 })).toBe(
      '9 of 12 recordings · 0.5 recordings/s · 1 min 10 s'
    )
    expect(jobText({ ...job, state: 'running', done: 0, total: 0 })).toBe('starting')
  })
  it('a failed job says why', () => {
    expect(
      jobText({
        ...job,
        state: 'failed',
        problem: { code: 'x', message: 'clip.avi has no sound.', severity: 'error' }
      })
    ).toBe('clip.avi has no sound.')
  })
  it('a provider that was asked for and cannot be had is named', () => {
    const info = {
      version: '',
      electron: '',
      chromium: '',
      node: '',
      onnxRuntime: '',
      platform: '',
      projectsFolder: '',
      providers: ['cpu']
    }
    expect(providerNote(info, 'webgpu', 1)).toBe('CPU, 1 thread · WebGPU asked for, not available')
    expect(providerNote({ ...info, providers: ['webgpu', 'cpu'] }, 'auto', undefined)).toBe('WebGPU')
  })
  it('sizes, lengths and dates read as people say them', () => {
    expect([formatBytes(999), formatBytes(1_600_000), formatBytes(3.4e9)]).toEqual([
      '999 B',
      '1.6 MB',
      '3.4 GB'
    ])
    expect([formatLength(42e6), formatLength(1122.16e6), formatLength(3727e6)]).toEqual([
      '0:42',
      '18:42',
      '1:02:07'
    ])
    expect(formatTimeLeft(7500)).toBe('2 h 5 min')
    expect(formatWhen('2026-01-01T00:00:00Z', Date.parse('2026-01-01T00:03:00Z'))).toBe('3 min ago')
  })
  it('a number is copied with its interval, its size and what was left out', () => {
    const text = cardText({
      name: 'UAR',
      value: 0.612,
      interval: { low: 0.571, high: 0.65, level: 0.95 },
      definition: 'Mean recall.',
      convention: 'Classes in the reference.',
      n: 231,
      unit: 'segments',
      leftOut: [{ reason: 'no counterpart', count: 6, unit: 'segments' }]
    })
    expect(text).toContain('UAR 0.612 [0.571, 0.650]')
    expect(text).toContain('Used: 231 segments')
    expect(text).toContain('Left out: 6 segments: no counterpart')
  })
  it('a number that does not exist is copied with the reason, never as zero', () => {
    expect(
      cardText({
        name: 'kappa',
        value: null,
        reason: 'only one label occurs',
        definition: '',
        convention: '',
        n: 3,
        unit: 'segments',
        leftOut: []
      })
    ).toContain('not defined: only one label occurs')
  })
})

describe('the palette', () => {
  const best = (typed: string, entries: readonly string[]): string | undefined =>
    [...entries].sort((a, b) => matchScore(b, typed) - matchScore(a, typed))[0]
  it('puts the command that begins with what was typed first and drops what does not hold it', () => {
    expect(
      best('Models', [
        'Look for missing files Project recording.checkFiles',
        'Run a model… Models model.run',
        'Models Models panel.models'
      ])
    ).toBe('Models Models panel.models')
    expect(matchScore('Look for missing files', 'models')).toBe(0)
  })
  it('finds by the beginnings of words in any order', () => {
    expect(matchScore('Zoom to selection View', 'sel zoom')).toBeGreaterThan(0.5)
  })
})

describe('model cards', () => {
  it('are read as headings, lists, tables and paragraphs', () => {
    expect(blocks('# Card\n\nOne\nline.\n\n- a\n- b\n  more\n\n| x | y |\n|---|---|\n| 1 | 2 |')).toEqual([
      { kind: 'heading', text: 'Card' },
      { kind: 'paragraph', text: 'One line.' },
      { kind: 'list', items: ['a', 'b more'] },
      {
        kind: 'table',
        rows: [
          ['x', 'y'],
          ['1', '2']
        ]
      }
    ])
  })
  it('keep markup of other kinds as plain text', () => {
    expect(blocks('<script>alert(1)</script>')).toEqual([
      { kind: 'paragraph', text: '<script>alert(1)</script>' }
    ])
  })
})
