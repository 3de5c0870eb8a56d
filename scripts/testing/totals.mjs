// @ts-check

/**
 * How many tests went which way.
 * @typedef {{ passed: number, failed: number, skipped: number }} Totals
 */

/**
 * From vitest's JSON report. A file that could not be loaded has no tests and counts as one failure.
 * @param {VitestReport} report
 * @returns {Totals}
 */
export function vitestTotals(report) {
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0
  ).length
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0)
  }
}

/**
 * From Playwright's JSON report. A test that passed at the second try passed; an error outside the tests is a failure.
 * @param {PlaywrightReport} report
 * @returns {Totals}
 */
export function playwrightTotals({ stats, errors }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + (errors?.length ?? 0),
    skipped: stats.skipped
  }
}

/**
 * Add up the stages. One that failed without naming a test (a type error, a crash) counts as one failure.
 * @param {readonly Stage[]} stages
 * @returns {Totals}
 */
export function sumTotals(stages) {
  const sum = { passed: 0, failed: 0, skipped: 0 }
  for (const { ok, totals } of stages) {
    sum.passed += totals?.passed ?? 0
    sum.failed += totals?.failed || (ok ? 0 : 1)
    sum.skipped += totals?.skipped ?? 0
  }
  return sum
}

/**
 * The last line of `npm test`.
 * @param {Totals} totals
 */
export const totalsLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`

/**
 * @typedef {{ name: string, ok: boolean, ms: number, totals?: Totals, note?: string }} Stage
 * @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests?: number,
 *   testResults: { status: string, assertionResults: unknown[] }[] }} VitestReport
 * @typedef {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, errors?: unknown[] }} PlaywrightReport
 */
