import { expect, test } from 'vitest'
import { featureCurveJob } from '../../../src/main/engine/analysis/feature-curve-job'
import { usualMeasureSettings } from '../../../src/shared/physio/measures/settings'
import { jobContext } from '../../fixtures/job-context'

const work = {
  ...{ settings: usualMeasureSettings, stretches: [], signals: [], levels: true, bands: true, places: {} },
  lane: { kind: 'heart-rate' as const },
  grid: { startUs: 0, rateHz: 4, count: 41 }
}

test('a curve of the body is computed as a job: one beat a second is 60 a minute', async () => {
  const { context } = jobContext()
  const beats = Array.from({ length: 11 }, (_, i) => ({ atUs: i * 1e6, ectopic: false }))
  const done = await featureCurveJob({ kind: 'feature-curve', work: { ...work, beats } }, context)
  if (!done.ok || done.value.kind !== 'curve') throw new Error('there is no curve')
  expect(done.value.values).toHaveLength(41)
  expect([...done.value.values].slice(4, 40).every((bpm) => Math.abs(bpm - 60) < 1e-9)).toBe(true)
})

test('what cannot be computed is told in words', async () => {
  const { context } = jobContext()
  expect(await featureCurveJob({ kind: 'feature-curve', work }, context)).toMatchObject({
    ok: false,
    error: { message: 'There is no track of heart beats.', hint: 'Detect beats first.' }
  })
})
