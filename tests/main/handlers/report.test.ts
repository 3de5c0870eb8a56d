import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { HandlerContext } from '../../../src/main/handlers/context'
import { reportHandlers } from '../../../src/main/handlers/report'
import { calls } from '../../../src/shared/contract'
import { emptyFolder, problem, value } from '../store/project-fixture'

const handlers = (allowed: string, printPdf: () => Promise<Uint8Array> = async () => Buffer.from('%PDF')) =>
  reportHandlers({
    granted: { allows: (path: string) => path === allowed },
    system: { printPdf }
  } as unknown as HandlerContext)['report.write']
const report = (folder: string, more: object = {}) =>
  calls['report.write'].input.parse({
    folder,
    name: 'study-report-r7',
    html: '<!doctype html>',
    pdf: true,
    tables: [{ name: 'confusion', csv: 'a,b\n', latex: '\\toprule' }],
    figures: [{ name: 'recall', svg: '<svg/>', png: Buffer.from([1, 2, 3]).toString('base64') }],
    ...more
  })

describe('writing a report', () => {
  test('puts document, PDF, tables and figures into one new folder', async () => {
    const folder = emptyFolder()
    const written = value(await handlers(folder)(report(folder)))
    expect(written).toMatchObject({ folder: join(folder, 'study-report-r7'), files: 6 })
    const files = readdirSync(written.folder, { recursive: true, encoding: 'utf8' }).sort()
    expect(files).toEqual([
      'figures',
      'figures/recall.png',
      'figures/recall.svg',
      'report.html',
      'report.pdf',
      'tables',
      'tables/confusion.csv',
      'tables/confusion.tex'
    ])
    expect([...readFileSync(join(written.folder, 'figures/recall.png'))]).toEqual([1, 2, 3])
    expect(readdirSync(folder)).toEqual(['study-report-r7'])
  })

  test('never writes over what is there', async () => {
    const folder = emptyFolder()
    const write = handlers(folder)
    const first = value(await write(report(folder)))
    writeFileSync(first.html, 'kept')
    const second = value(await write(report(folder)))
    expect(second.folder).toBe(join(folder, 'study-report-r7 2'))
    expect(readFileSync(first.html, 'utf8')).toBe('kept')
  })

  test('is all there without the PDF where that cannot be printed, and says why', async () => {
    const folder = emptyFolder()
    const written = value(
      await handlers(folder, () => Promise.reject(new Error('no printer service')))(report(folder))
    )
    expect(written.noPdf).toContain('no printer service')
    expect(written.pdf).toBeUndefined()
    expect(existsSync(written.html)).toBe(true)
  })

  test('refuses a folder that nobody chose, and names that lead out of it', async () => {
    const folder = emptyFolder()
    expect(problem(await handlers('/elsewhere')(report(folder))).message).toContain('was not chosen')
    const climbing = value(await handlers(folder)(report(folder, { name: '../../up' })))
    expect(climbing.folder.startsWith(join(folder, '/'))).toBe(true)
    expect(() => report(folder, { tables: [{ name: '../x', csv: '', latex: '' }] })).toThrow()
  })

  test('says what went wrong where the folder cannot be written, and leaves nothing', async () => {
    const folder = join(emptyFolder(), 'a-file')
    writeFileSync(folder, '')
    const failed = problem(await handlers(folder)(report(folder)))
    expect(failed).toMatchObject({ code: 'report', hint: expect.stringContaining('write') })
  })
})
