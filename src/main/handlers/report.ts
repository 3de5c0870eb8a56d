import { existsSync } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { CallParsed } from '../../shared/contract'
import { fail, ok } from '../../shared/domain/problem'
import type { WrittenReport } from '../../shared/contract/report'
import type { Area } from './area'
import type { HandlerContext } from './context'

/** Writing reports: the window made them, main puts them on the disk, all of it or nothing. */
export function reportHandlers(context: HandlerContext): Area<'report.write'> {
  return {
    async 'report.write'(report) {
      if (!context.granted.allows(report.folder))
        return fail(
          'not-allowed',
          `The folder ${report.folder} was not chosen in a dialog.`,
          'Choose it in the report.'
        )
      const name = report.name.replace(/[^\p{L}\p{N} ._-]+/gu, '-').replace(/^[. ]+/, '') || 'report'
      const unfinished = join(report.folder, `.${name}.${process.pid}-${Date.now()}.part`)
      try {
        const files = await writeFiles(unfinished, report)
        const pdf = report.pdf ? await printed(context, unfinished) : undefined
        const folder = await putInPlace(unfinished, report.folder, name)
        const written: WrittenReport = {
          folder,
          html: join(folder, HTML),
          files: files + (pdf === true ? 1 : 0),
          ...(pdf === true ? { pdf: join(folder, PDF) } : {}),
          ...(typeof pdf === 'string' ? { noPdf: pdf } : {})
        }
        return ok(written)
      } catch (error) {
        return fail(
          'report',
          `${join(report.folder, name)} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
          'Choose a folder that you may write to, with enough room.',
          report.folder
        )
      } finally {
        await rm(unfinished, { recursive: true, force: true }).catch(() => undefined)
      }
    }
  }
}

const HTML = 'report.html'
const PDF = 'report.pdf'

async function writeFiles(
  folder: string,
  { html, tables, figures }: CallParsed<'report.write'>
): Promise<number> {
  await mkdir(folder, { recursive: true })
  const files: (readonly [string, string | Buffer])[] = [[HTML, html]]
  for (const { name, csv, latex } of tables)
    files.push([join('tables', `${name}.csv`), csv], [join('tables', `${name}.tex`), latex])
  for (const { name, svg, png } of figures)
    files.push(
      [join('figures', `${name}.svg`), svg],
      [join('figures', `${name}.png`), Buffer.from(png, 'base64')]
    )
  if (tables.length > 0) await mkdir(join(folder, 'tables'))
  if (figures.length > 0) await mkdir(join(folder, 'figures'))
  for (const [path, content] of files) await writeDurably(join(folder, path), content)
  return files.length
}

/** On the disk when it returns. */
async function writeDurably(path: string, content: string | Uint8Array): Promise<void> {
  const handle = await open(path, 'wx')
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** The document as PDF beside it; a sentence where it cannot be printed. */
async function printed(context: HandlerContext, folder: string): Promise<true | string> {
  try {
    await writeDurably(join(folder, PDF), await context.system.printPdf(join(folder, HTML)))
    return true
  } catch (error) {
    return `The PDF could not be made: ${error instanceof Error ? error.message : String(error)}`
  }
}

/** Rename to the name wanted, or to it with the first free number; what exists is never overwritten. */
async function putInPlace(unfinished: string, parent: string, name: string): Promise<string> {
  for (let number = 1; ; number++) {
    const folder = join(parent, number === 1 ? name : `${name} ${number}`)
    if (existsSync(folder)) continue
    await rename(unfinished, folder)
    return folder
  }
}
