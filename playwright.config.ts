import { defineConfig } from '@playwright/test'

/** Drawing the pictures of README and handbook is asked for by `--grep @pictures`; it proves nothing and takes a minute. */
const drawing = process.argv.some((argument) => argument.includes('@pictures'))

export default defineConfig({
  grepInvert: drawing ? undefined : /@pictures/,
  testDir: 'tests/e2e',
  outputDir: '.local/playwright',
  workers: 1,
  timeout: 120_000,
  forbidOnly: Boolean(process.env['CI']),
  retries: process.env['CI'] ? 1 : 0,
  reporter: [['line'], ['json', { outputFile: '.local/playwright.json' }]]
})
