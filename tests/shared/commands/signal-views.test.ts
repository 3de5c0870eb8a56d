import { describe, expect, test } from 'vitest'
import { micros } from '../../../src/shared/domain/time'
import { codeOf, desk } from './row-table'
import type { RowTable } from './row-table'

const without = {
  channels: [0, 1],
  means: [0, 0],
  parts: [{ map: [1, 0.5], weights: [0.4, 0.2] }],
  text: 'Without component 1 of 2'
}

function withSignal(): RowTable {
  const rows = desk()
  rows.write([
    {
      table: 'stream',
      id: 'eeg',
      after: {
        ...{ id: 'eeg', recordingId: 'r', fileId: 'f', kind: 'signal', name: 'EEG', index: 0 },
        ...{ offset: micros(0), driftPpm: 0, duration: micros(1e6), info: {}, cache: {} }
      }
    }
  ])
  return rows
}

describe('how a signal is seen', () => {
  test('is kept by the project, one view for each signal; z-scores are a matter of the window', () => {
    const rows = withSignal()
    rows.run('stream-view', { streamId: 'eeg', view: { filters: [], rateHz: 64, normalise: 'z-score' } })
    rows.run('stream-view', { streamId: 'eeg', view: { filters: [], without }, part: 'components' })
    expect(rows.all('streamView')).toEqual([{ id: 'eeg', view: { filters: [], without } }])
  })

  test('is refused for a stream that is gone, and for a video', () => {
    const rows = withSignal()
    expect(codeOf(rows.run('stream-view', { streamId: 'none', view: { filters: [] } }))).toBe('stream.gone')
    const eeg = rows.get('stream', 'eeg')
    if (eeg) rows.write([{ table: 'stream', id: 'face', after: { ...eeg, id: 'face', kind: 'video' } }])
    expect(codeOf(rows.run('stream-view', { streamId: 'face', view: { filters: [] } }))).toBe(
      'stream.no-signal'
    )
  })

  test('goes with its recording', () => {
    const rows = withSignal()
    rows.run('stream-view', { streamId: 'eeg', view: { filters: [] } })
    rows.run('recording-delete', { ids: ['r'] })
    expect(rows.all('streamView')).toEqual([])
  })
})

test('a montage of a name that is there replaces it, and is deleted by its id', () => {
  const rows = desk()
  const montage = (label: string) => ({
    format: 'affectory.montage/1',
    name: 'Mine',
    rows: [{ label, weights: [{ channel: 'Cz', weight: 1 }] }]
  })
  rows.run('montage-save', { montage: montage('A') })
  rows.run('montage-save', { montage: montage('B') })
  expect(rows.all('montage').map(({ name, document }) => [name, document.rows[0]?.label])).toEqual([
    ['Mine', 'B']
  ])
  const id = rows.all('montage')[0]?.id
  expect(codeOf(rows.run('montage-delete', { id }))).toBeUndefined()
  expect(rows.all('montage')).toEqual([])
  expect(codeOf(rows.run('montage-delete', { id }))).toBe('montage.unknown')
})
