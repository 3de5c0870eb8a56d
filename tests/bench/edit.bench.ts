import { test } from '@playwright/test'
import { AffectoryApp } from '../e2e/affectory-app'
import { format, median, quantile, record } from './record'
import { minuteVideo } from './media'

const EDITS = 300
const AIM_MS = 15

test('one edit from the window to the disk and back', async () => {
  const app = await AffectoryApp.launch()
  try {
    await app.newProject('Edits')
    await app.importFiles(await minuteVideo())
    await app.settledFrame()
    await app.panel('Video').focus()
    await app.press('Home', 'Shift+ArrowRight', 'w')
    await app.saved()
    const [segment] = await app.segments('minute')
    const author = (await app.snapshot()).authors[0]
    if (!segment || !author) throw new Error('there is nothing to edit')
    const times = await app.page.evaluate(
      async ({ authorId, id, edits }) => {
        const taken: number[] = []
        for (let edit = 0; edit < edits; edit++) {
          const commands = [
            { id: 'segment-set', input: { ids: [id], patch: { confidence: ((edit % 9) + 1) / 10 } } }
          ]
          const before = performance.now()
          const answer = (await window.lab.call('edit.apply', { authorId, commands })) as { ok: boolean }
          taken.push(performance.now() - before)
          if (!answer.ok) throw new Error('an edit was refused')
          // A person leaves time between edits; the window draws the last one meanwhile.
          await new Promise((next) => setTimeout(next, 20))
        }
        return taken
      },
      { authorId: author.id, id: segment.id, edits: EDITS }
    )
    const value = median(times)
    record('edit', [
      {
        id: 'edit',
        name: 'One edit, window to SQLite (synchronous=FULL) and back',
        value,
        unit: 'ms',
        aim: `< ${AIM_MS} ms`,
        met: value < AIM_MS,
        detail: `median of ${EDITS}; p95 ${format(quantile(times, 0.95))} ms`
      }
    ])
  } finally {
    await app.close()
  }
})
