import { test } from '@playwright/test'
import type { Page } from 'playwright'
import { AffectoryApp } from '../e2e/affectory-app'
import { openBareWindow } from './bare-window'
import { watchedSeconds, watchJobs } from './jobs'
import { twoHours } from './media'
import { format, median, record } from './record'

const RUNS = 2
const AIM_RATIO = 1.2
const HOURS = 2

test('the peaks of a two-hour recording, beside plain decoding of the same file', async () => {
  const path = await twoHours()
  const mine: number[] = []
  const plain: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const app = await AffectoryApp.launch()
    try {
      await app.newProject('Two hours')
      await watchJobs(app, 'peaks')
      await app.importFiles(path)
      mine.push(await watchedSeconds(app))
      const bare = await openBareWindow(app.electron, path)
      plain.push(await decodePlainly(bare.page))
      await bare.close()
    } finally {
      await app.close()
    }
  }
  const ratio = median(mine) / median(plain)
  record('peaks', [
    {
      id: 'peaks',
      name: 'Peaks of a 2 h AAC recording',
      value: median(mine),
      unit: 's',
      aim: `<= ${AIM_RATIO} x plain decoding`,
      met: ratio <= AIM_RATIO,
      detail: `plain decoding with the same decoder ${format(median(plain))} s: ${format(ratio)} x; ${format((HOURS * 3600) / median(mine))} x real time; median of ${RUNS}`
    }
  ])
})

/** Decode every sample of the file and do nothing with it: the limit. Seconds. */
function decodePlainly(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const address = '/mediabunny.mjs'
    const { ALL_FORMATS, AudioSampleSink, BlobSource, Input } = (await import(
      address
    )) as typeof import('mediabunny')
    const file = document.querySelector('input')?.files?.[0]
    if (!file) throw new Error('the bare window has no file')
    const before = performance.now()
    const input = new Input({ formats: ALL_FORMATS, source: new BlobSource(file) })
    const track = await input.getPrimaryAudioTrack()
    if (!track) throw new Error('the file has no sound')
    let frames = 0
    for await (const sample of new AudioSampleSink(track).samples()) {
      frames += sample.numberOfFrames
      sample.close()
    }
    if (frames === 0) throw new Error('nothing was decoded')
    return (performance.now() - before) / 1000
  })
}
