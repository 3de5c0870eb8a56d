import { defineConfig } from '@playwright/test'

/** Drawing the pictures of README and handbook (`--grep @pictures`) or of every view (`--grep @shots`) is asked for: it proves nothing and takes a minute. */
const drawing = process.argv.some((argument) => /@(pictures|shots)/.test(argument))

export default defineConfig({
  grepInvert: drawing ? undefined : /@(pictures|shots)/,
  testDir: 'tests/e2e',
  outputDir: '.local/playwright',
  workers: 1,
  timeout: 120_000,
  forbidOnly: Boolean(process.env['CI']),
  retries: process.env['CI'] ? 1 : 0,
  // Where the report goes is said by whoever starts the tests.
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ? [['line'], ['json']] : [['line']]
})
