import { expect, test } from 'vitest'
import { ranVariants } from '../../../src/renderer/session/variants'
import type { Run } from '../../../src/shared/domain/rows'
import { variantModelId } from '../../../src/shared/variants/variant-model-id'
import { levelText, type RunVariant } from '../../../src/shared/variants/run-variant'

const run = (variant: RunVariant, startedAt = '2026-01-01'): Run => ({
  ...{ id: `${variantModelId('m', variant)} ${startedAt}`, modelId: variantModelId('m', variant) },
  ...{ authorId: variantModelId('m', variant), state: 'done', manifestHash: '', weightsHash: '', startedAt },
  ...{
    runtimeVersion: '',
    providerAsked: 'cpu',
    options: { variant },
    itemsDone: 1,
    itemsTotal: 1,
    timings: {}
  }
})
const indexOf = (...runs: Run[]) => ({ runs: new Map(runs.map((one) => [one.id, one])) })
const step = (change: 'white-noise' | 'telephone' | 'low-pass', level: number): RunVariant => ({
  ...{ kind: 'perturbation', change, level, seed: 1 }
})

test('steps stand by perturbation, from little to much of it', () => {
  const found = ranVariants(
    indexOf(
      ...[step('white-noise', 0), step('telephone', 4), step('white-noise', 20), step('telephone', 8)].map(
        (variant) => run(variant)
      ),
      run(step('white-noise', 10)),
      run(step('low-pass', 4000)),
      run(step('low-pass', 1000))
    ),
    ['perturbation']
  )
  expect(found.map(({ variant }) => (variant.kind === 'perturbation' ? levelText(variant) : ''))).toEqual([
    ...['20 dB', '10 dB', '0 dB', '8 bit', '4 bit', '4000 Hz', '1000 Hz']
  ])
})

test('a step that ran twice is one entry with its newest run first, and other kinds are left out', () => {
  const noise = step('white-noise', 10)
  const found = ranVariants(
    indexOf(run(noise, '2026-01-01'), run(noise, '2026-02-01'), run({ kind: 'window', seconds: 2 })),
    ['perturbation']
  )
  expect(found).toHaveLength(1)
  expect(found[0]?.runs.map(({ startedAt }) => startedAt)).toEqual(['2026-02-01', '2026-01-01'])
  expect(found[0]?.modelId).toBe('m')
})

test('contexts go from none to both, sets of parts from small to large', () => {
  const context = (past: boolean, future: boolean): RunVariant => ({
    kind: 'context',
    past,
    future,
    turns: 1000
  })
  const found = ranVariants(
    indexOf(
      run(context(true, true)),
      run(context(false, true)),
      run(context(false, false)),
      run(context(true, false))
    ),
    ['context']
  )
  expect(found.map(({ variant }) => variant.kind === 'context' && [variant.past, variant.future])).toEqual([
    [false, false],
    [true, false],
    [false, true],
    [true, true]
  ])
})
