import { beforeEach, describe, expect, it } from 'vitest'
import {
  clearSelection,
  goToQueueItem,
  openRecording,
  select,
  selection,
  setQueue,
  stepQueue
} from '../../../src/renderer/session/selection'
import type { QueueItem } from '../../../src/renderer/session/selection'
import { micros } from '../../../src/shared/domain/time'

const item = (recordingId: string, segmentId: string, start: number): QueueItem => ({
  recordingId,
  segmentId,
  start: micros(start),
  end: micros(start + 10)
})
const three = [item('r1', 's1', 0), item('r1', 's2', 100), item('r2', 's3', 200)]

describe('the sample queue', () => {
  beforeEach(clearSelection)

  it('opens its first moment and asks the clock to play exactly that span', () => {
    setQueue('Angry taken for sad', three)
    expect(selection()).toMatchObject({
      recordingId: 'r1',
      segmentIds: ['s1'],
      queue: { index: 0 },
      seekRequest: { time: 0, play: true, until: 10 }
    })
  })
  it('steps into other recordings and stops at both ends', () => {
    setQueue('Angry taken for sad', three)
    stepQueue(1)
    stepQueue(1)
    expect(selection()).toMatchObject({ recordingId: 'r2', segmentIds: ['s3'], queue: { index: 2 } })
    stepQueue(1)
    expect(selection().queue?.index).toBe(2)
    stepQueue(-1)
    stepQueue(-1)
    stepQueue(-1)
    expect(selection()).toMatchObject({ recordingId: 'r1', segmentIds: ['s1'], queue: { index: 0 } })
  })
  it('asks again for the same moment when it is chosen again', () => {
    setQueue('Angry taken for sad', three)
    const before = selection().seekRequest?.id ?? 0
    goToQueueItem(0)
    expect(selection().seekRequest?.id).toBe(before + 1)
  })
  it('can wait before its first moment; the first step opens it', () => {
    setQueue('Worst first', three, 'wait')
    expect(selection().recordingId).toBeUndefined()
    stepQueue(1)
    expect(selection()).toMatchObject({ recordingId: 'r1', queue: { index: 0 } })
  })
  it('of no moments changes nothing but the queue', () => {
    openRecording('r9')
    setQueue('Nothing', [])
    expect(stepQueue(1)).toBeUndefined()
    expect(selection().recordingId).toBe('r9')
  })
})

describe('the selection', () => {
  beforeEach(clearSelection)
  it('lets segments go with their recording and keeps them while it stays', () => {
    openRecording('r1')
    select({ segmentIds: ['s1'], trackId: 't1' })
    openRecording('r1')
    expect(selection().segmentIds).toEqual(['s1'])
    openRecording('r2')
    expect(selection()).toMatchObject({ segmentIds: [], trackId: undefined })
  })
  it('of a segment takes the place of the record of a run', () => {
    openRecording('r1')
    select({ runId: 'run1' })
    select({ segmentIds: ['s1'] })
    expect(selection().runId).toBeUndefined()
  })
})
