import { expect, test } from 'vitest'
import { serveSignal, serveSignalSamples } from '../../../src/main/shell/tiles/serve-signal'
import type { SignalLookups } from '../../../src/main/shell/tiles/serve-signal'
import { PAGE_HEADERS } from '../../../src/shared/signal/signal-page'
import { readPageBody, storedPageRoom } from '../../../src/shared/signal/stored-page'
import { unpackSamples } from '../../../src/shared/signal/signal-samples'

type Signals = SignalLookups['signals']

/** Answers that are told, and what was asked. */
function desk(
  answers: Partial<{
    page: Awaited<ReturnType<Signals['page']>>
    samples: Awaited<ReturnType<Signals['samples']>>
  }>
) {
  const asked: unknown[] = []
  const lookups: SignalLookups = {
    signals: {
      page: async (streamId, request, { slot }) => {
        asked.push({ streamId, ...request, slot })
        return answers.page
      },
      samples: async (streamId, request, { slot }) => {
        asked.push({ streamId, ...request, slot })
        return answers.samples
      }
    }
  }
  const call = (serve: typeof serveSignal, query: string) =>
    serve(lookups, 's1', new URLSearchParams(query), new AbortController().signal, {})
  return {
    asked,
    page: (query: string) => call(serveSignal, query),
    samples: (query: string) => call(serveSignalSamples, query)
  }
}

test('a page comes as floats, with what is special about it in its headers', async () => {
  const columns = new Float32Array([1, 2, NaN, NaN])
  const { page, asked } = desk({
    page: {
      kind: 'physical',
      columns,
      rows: 1,
      completeUntilUs: 500,
      unfiltered: true,
      unfilteredRows: [0, 3]
    }
  })
  const view = { filters: [{ kind: 'lowpass', hz: 30, order: 4, phase: 'causal' }] }
  const answer = await page(
    `from=-5&to=995.5&px=2&channels=7&slot=panel&view=${encodeURIComponent(JSON.stringify(view))}`
  )
  expect(asked).toEqual([
    { streamId: 's1', fromUs: -5, toUs: 995.5, px: 2, channels: [7], view, stored: false, slot: 'panel' }
  ])
  expect([...new Float32Array(await answer.arrayBuffer())]).toEqual([...columns])
  expect(answer.headers.get(PAGE_HEADERS.completeUntil)).toBe('500')
  expect(answer.headers.get(PAGE_HEADERS.unfiltered)).toBe('1')
  expect(answer.headers.get(PAGE_HEADERS.unfilteredRows)).toBe('0,3')
  expect(answer.headers.get('access-control-expose-headers')).toContain(PAGE_HEADERS.completeUntil)
})

test('a page with nothing special has only its rows in the headers', async () => {
  const { page } = desk({
    page: { kind: 'physical', columns: new Float32Array(2), rows: 1, unfiltered: false, unfilteredRows: [] }
  })
  const { headers } = await page('from=0&to=1&px=1')
  expect(Object.values(PAGE_HEADERS).map((name) => headers.get(name))).toEqual([null, null, null, null, '1'])
})

test('a page of stored numbers comes behind the scale and shift of each row', async () => {
  const { scales, columns } = storedPageRoom(2, 2)
  scales.set([0.5, 3, -2, 0.25])
  columns.set([1, 2, 32_767, -32_768, -7, 7, 0, 0])
  const { page, asked } = desk({
    page: { kind: 'stored', columns, scales, rows: 2, unfiltered: false, unfilteredRows: [] }
  })
  const answer = await page('from=0&to=5&px=2&numbers=stored')
  expect(asked).toEqual([{ streamId: 's1', fromUs: 0, toUs: 5, px: 2, stored: true, slot: undefined }])
  expect(answer.headers.get(PAGE_HEADERS.stored)).toBe('1')
  const body = readPageBody(await answer.arrayBuffer(), 2, 2, true)
  expect([...(body.scales ?? [])]).toEqual([...scales])
  expect([...body.values]).toEqual([...columns])
})

test.each([
  ['from=5&to=5&px=9', 'from before to'],
  ['to=5&px=9', 'from and to'],
  ['from=0&to=5&px=9&channels=1,x', 'channels must be whole numbers'],
  ['from=0&to=5&px=9&view=%7B%22filters%22%3A7%7D', 'view is not one']
])('%s is refused in words', async (query, words) => {
  const { page, samples, asked } = desk({})
  for (const serve of [page, samples]) {
    const answer = await serve(query)
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain(words)
  }
  expect(asked).toEqual([])
})

test('a page that a newer one took the place of is told apart from one that is not there', async () => {
  expect((await desk({ page: 'superseded' }).page('from=0&to=5&px=9')).status).toBe(409)
  expect((await desk({}).page('from=0&to=5&px=9')).status).toBe(404)
})

test('samples come packed, and are read as they were', async () => {
  const rows = [
    [
      { startUs: 0.5, rateHz: 512, samples: new Float32Array([1, NaN, 3]) },
      { startUs: 9e6, rateHz: 512, samples: new Float32Array([4]) }
    ],
    [],
    [{ startUs: 7, rateHz: 12.8, samples: new Float32Array() }]
  ]
  const answer = await desk({ samples: { rows, unfilteredRows: [] } }).samples('from=0&to=5')
  expect(unpackSamples(await answer.arrayBuffer())).toEqual(
    rows.flatMap((blocks, row) => blocks.map((block) => ({ ...block, row })))
  )
})
