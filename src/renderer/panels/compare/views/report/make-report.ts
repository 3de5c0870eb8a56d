import { call, CallError } from '../../../../client'
import { dataUrlToBlob, fileNamePart } from '../../data-url'
import { asCsv, asLatex } from '../../../../ui/text-table'
import type { WrittenReport } from '../../../../../shared/contract/report'
import { reportDocument } from './document'
import type { ReportHead } from './document'
import type { ReportFigure, ReportPart } from './part'
import type { ReportContext, ReportSection } from './sections/section'

/** Thrown when a report is given up. */
export class ReportGivenUp extends Error {}

/** How far a report is. */
export type ReportProgress = (step: string, share: number) => void

/**
 * Make all sections, draw the figures and have main write everything. A section that cannot be made says so in the
 * document instead of ending the report.
 */
export async function makeReport(
  head: ReportHead,
  chosen: readonly ReportSection[],
  context: ReportContext,
  target: { readonly folder: string; readonly name: string; readonly pdf: boolean },
  progress: ReportProgress
): Promise<WrittenReport> {
  const parts: ReportPart[] = []
  for (const [at, section] of chosen.entries()) {
    context.goesOn()
    progress(section.title, at / (chosen.length + 2))
    parts.push(await partOf(section, context))
  }
  progress('Figures', chosen.length / (chosen.length + 2))
  const figures = await drawn(
    parts.flatMap((part) => part.figures),
    context
  )
  context.goesOn()
  progress('Writing', (chosen.length + 1) / (chosen.length + 2))
  return call('report.write', {
    ...target,
    html: reportDocument(head, parts, new Map(figures.map(({ name, svg }) => [name, svg]))),
    tables: unique(parts.flatMap((part) => part.tables)).map(({ name, table }) => ({
      name,
      csv: asCsv(table),
      latex: asLatex(table)
    })),
    figures
  })
}

async function partOf(section: ReportSection, context: ReportContext): Promise<ReportPart> {
  try {
    return await section.make(context)
  } catch (error) {
    if (!(error instanceof CallError)) throw error
    const { message, hint } = error.problem
    return {
      title: section.title,
      paragraphs: [`This section could not be made. ${message} ${hint ?? ''}`.trim()],
      cards: [],
      tables: [],
      figures: []
    }
  }
}

async function drawn(
  figures: readonly ReportFigure[],
  { goesOn }: ReportContext
): Promise<{ name: string; svg: string; png: string }[]> {
  // Plotly is large, so it is loaded when the first figure is drawn.
  const { default: plotly } = await import('plotly.js-strict-dist-min')
  const made: { name: string; svg: string; png: string }[] = []
  for (const { name, figure, width, height } of unique(figures)) {
    goesOn()
    const svg = await dataUrlToBlob(await plotly.toImage(figure, { format: 'svg', width, height })).text()
    const png = await plotly.toImage(figure, { format: 'png', width, height, scale: 3 })
    made.push({ name, svg, png: png.slice(png.indexOf(',') + 1) })
  }
  return made
}

/** Files of one folder have different names. */
const unique = <T extends { readonly name: string }>(list: readonly T[]): readonly T[] =>
  list.filter(({ name }, at) => list.findIndex((other) => other.name === name) === at)

/** A name for the folder of a report. */
export const reportName = (project: string, revision: number): string =>
  `${fileNamePart(project)}-report-r${revision}`
