import type { ArrayQuestion } from '../../shared/arrays/array-mapping'
import type { ImportAsked } from '../../shared/domain/import-options'
import { openDialog } from './dialogs'

/** Ask what the files of an import mean that do not say it themselves, one question after another. */
export function askAbout(asked: readonly ImportAsked[]): void {
  const [first] = asked
  if (!first) return
  if (first.question.kind === 'arrays') openDialog({ id: 'array-mapping', props: { asked } })
  else openDialog({ id: 'columns', props: { asked } })
}

/** Files of arrays that hold the same as the first: one answer is for all of them. */
export function alikeArrays(
  asked: readonly ImportAsked[]
): { readonly question: ArrayQuestion; readonly files: readonly ImportAsked[] } | undefined {
  const [first] = asked
  if (first?.question.kind !== 'arrays') return undefined
  const key = keyOf(first)
  return { question: first.question, files: asked.filter((one) => keyOf(one) === key) }
}

/** What must be equal for one answer to fit: names and shapes, less the lengths that differ from file to file. */
function keyOf({ question, into }: ImportAsked): string {
  if (question.kind !== 'arrays') return question.kind
  const rows = question.arrays.map(
    ({ pattern, kind, shape, file }) =>
      `${pattern} ${kind} ${shape.length} ${shape.filter((size) => size < LONG).join('x')} ${file ?? ''}`
  )
  return [into ?? '', ...rows].join('\n')
}

/** Axes from here on are time: as many channels or trials no file has. */
const LONG = 150
