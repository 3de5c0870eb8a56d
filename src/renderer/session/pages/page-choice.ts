import { labelsOf } from '../../../shared/domain/labels'
import type { Recording } from '../../../shared/domain/rows'
import type { Label } from '../../../shared/domain/scheme'
import { SchemeDocument } from '../../../shared/domain/scheme'
import { attributeTask, type AttributeTask } from '../../../shared/values/attribute'
import { currentAuthorId } from '../author'
import { usualScheme } from '../desk-segments'
import { keptChoice } from '../kept-choice'
import { project, recordingOf, schemeOf } from '../project'
import { selection } from '../selection'
import { makeStore } from '../store'

/** What digits are about in a document. */
export type ReadingLevel = 'marks' | 'sentences' | 'document'

/** How pictures and documents are looked at and labelled, kept with the project. */
export interface PageChoice {
  /** `schemeId/attributeId` that pictures are labelled with; absent: the usual one. */
  readonly pictures: string | undefined
  /** `all`, `unlabelled`, `labelled`, or a label as `label:<id>`. */
  readonly filter: string
  readonly sizePx: number
  /** The same for stretches of text, and for sentences and whole documents. */
  readonly marks: string | undefined
  readonly sentences: string | undefined
  readonly level: ReadingLevel
  /** Marks of everybody, not only mine. */
  readonly everyone: boolean
}

const noChoice: PageChoice = {
  pictures: undefined,
  filter: 'all',
  sizePx: 148,
  marks: undefined,
  sentences: undefined,
  level: 'marks',
  everyone: false
}

export const pageChoice = keptChoice<PageChoice>('pages', noChoice, (stored) => ({
  ...noChoice,
  ...(typeof stored === 'object' ? stored : {})
}))

/** What goes on in the two panels and is not kept. */
interface PageState {
  /** The panel that was the last part of the desk in use, when one of them was. */
  readonly keys: 'gallery' | 'reading' | undefined
  /** The current picture stands large in the gallery. */
  readonly large: boolean
  /** How large: 1 fits the panel. */
  readonly zoom: number
  /** Pictures side by side, as the grid is drawn now. */
  readonly columns: number
  /** Grows when the current picture shall be scrolled into view. */
  readonly reveals: number
}
export const pageStore = makeStore<PageState>({
  keys: undefined,
  large: false,
  zoom: 1,
  columns: 1,
  reveals: 0
})
export const setPage = (change: Partial<PageState>): void => pageStore.setState(change)

/** The open recording where it has this medium. */
export function openPage(medium: 'image' | 'document'): Recording | undefined {
  const recording = recordingOf(selection().recordingId)
  return recording?.medium === medium ? recording : undefined
}

/** An attribute of a scheme, chosen to label with. */
export interface ChosenAttribute {
  readonly schemeId: string
  readonly attributeId: string
  readonly task: AttributeTask
  readonly labels: readonly Label[]
}

/** Kinds of answers that are no answer about a whole picture or sentence. */
const NOT_WHOLE: ReadonlySet<string> = new Set(['spans', 'trace', 'relation'])

/** Attributes of the project's schemes that mark stretches of text, or that say something of a whole. */
export function attributesFor(
  what: 'marks' | 'whole'
): readonly (ChosenAttribute & { readonly key: string })[] {
  return [...project().index.schemes.values()].flatMap((scheme) => {
    const attributes = SchemeDocument.safeParse(scheme.document).data?.attributes ?? []
    return attributes.flatMap(({ id }) => {
      const task = attributeTask(scheme, id)
      const fits = task && (what === 'marks' ? task.kind === 'spans' : !NOT_WHOLE.has(task.kind))
      return fits
        ? [
            {
              key: `${scheme.id}/${id}`,
              schemeId: scheme.id,
              attributeId: id,
              task,
              labels: labelsOf(scheme, id)
            }
          ]
        : []
    })
  })
}

/** The attribute chosen for pictures, marks or sentences: as chosen, else what I used last, else the first there is. */
export function chosenAttribute(of: 'pictures' | 'marks' | 'sentences'): ChosenAttribute | undefined {
  const fitting = attributesFor(of === 'marks' ? 'marks' : 'whole')
  const wanted = pageChoice.get()[of]
  const chosen = fitting.find(({ key }) => key === wanted)
  if (chosen) return chosen
  const mine = [...project().index.tracks.values()].findLast(
    (track) =>
      track.authorId === currentAuthorId() &&
      fitting.some(
        ({ schemeId, attributeId }) => track.schemeId === schemeId && track.attributeId === attributeId
      )
  )
  const usual = mine?.schemeId ?? usualScheme(selection().recordingId ?? '')?.id
  return (
    fitting.find(
      ({ schemeId, attributeId }) => schemeId === mine?.schemeId && attributeId === mine.attributeId
    ) ??
    fitting.find(({ schemeId }) => schemeId === usual) ??
    fitting[0]
  )
}

/** Name of an attribute as it is offered. */
export function attributeTitle({ schemeId, attributeId, task }: ChosenAttribute): string {
  const scheme = schemeOf(schemeId)
  const several = attributesOf(scheme?.document) > 1
  return several ? `${scheme?.name ?? schemeId}: ${task.name || attributeId}` : (scheme?.name ?? schemeId)
}

const attributesOf = (document: unknown): number =>
  SchemeDocument.safeParse(document).data?.attributes.length ?? 0
