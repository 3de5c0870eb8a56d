import { defineConfig } from '@playwright/test'

/** Measurements of the real app, one after the other on a machine left alone; `npm run bench` starts them. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.bench.ts',
  outputDir: '../../.local/playwright-bench',
  workers: 1,
  timeout: 600_000,
  retries: 0,
  reporter: [['list']]
})
