import { expect, test } from 'vitest'
import { playwrightTotals, sumTotals, totalsLine, vitestTotals } from '../../scripts/testing/totals.mjs'

test('the last line adds up every stage', () => {
  const stages = [
    { name: 'types', ok: true, ms: 1 },
    { name: 'unit tests', ok: true, ms: 1, totals: { passed: 40, failed: 0, skipped: 2 } },
    { name: 'app tests', ok: false, ms: 1, totals: { passed: 5, failed: 1, skipped: 0 } }
  ]
  expect(totalsLine(sumTotals(stages))).toBe('45 passed, 1 failed, 2 skipped')
})

test('a stage that fails without naming a test is one failure', () => {
  expect(sumTotals([{ name: 'types', ok: false, ms: 1 }]).failed).toBe(1)
  const totals = { passed: 3, failed: 0, skipped: 0 }
  expect(sumTotals([{ name: 'unit tests', ok: false, ms: 1, totals }])).toEqual({ ...totals, failed: 1 })
})

test('a test file that cannot be loaded is a failure', () => {
  const report = {
    numPassedTests: 7,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{}, {}] },
      { status: 'passed', assertionResults: [{}] }
    ]
  }
  expect(vitestTotals(report)).toEqual({ passed: 7, failed: 2, skipped: 3 })
})

test('an app test that passed at the second try passed', () => {
  const stats = { expected: 8, unexpected: 1, flaky: 1, skipped: 3 }
  expect(playwrightTotals({ stats })).toEqual({ passed: 9, failed: 1, skipped: 3 })
})
