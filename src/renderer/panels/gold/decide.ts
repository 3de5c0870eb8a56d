import type { KeyboardEvent } from 'react'
import type { GoldMoment } from '../../../shared/gold/gold-report'
import { labelsOf } from '../../../shared/domain/labels'
import { apply, command } from '../../session/edit'
import { schemeOf } from '../../session/project'
import { toast } from '../../session/toasts'
import type { Made } from './choice'
import { saveRecipe } from './make'

/** What somebody decided about a moment: a label of the scheme, or that nothing is there. */
export type Decision = string | null

/** What the rule says, as a decision; undefined where it leaves the moment open or gives several labels. */
export const verdictOf = ({ state, labels }: GoldMoment): Decision | undefined =>
  state !== 'decided' || labels.length > 1 ? undefined : (labels[0] ?? null)

/** What one annotator said, as a decision; undefined for no vote or several labels. */
export function voteOf({ votes }: GoldMoment, authorId: string): Decision | undefined {
  const labels = votes.find((vote) => vote.authorId === authorId)?.labels
  return labels === null || labels === undefined || labels.length > 1 ? undefined : (labels[0] ?? null)
}

/** Write decisions about moments as one undoable edit. The recipe is saved first when it is new. Answers whether it was done. */
export async function decide(
  made: Made,
  moments: readonly GoldMoment[],
  decision: Decision,
  name: string
): Promise<boolean> {
  const { query } = made
  const [first] = moments
  const last = moments.at(-1)
  if (!query || !first || !last) return false
  const goldAuthorId = made.recipe?.goldAuthorId ?? (await saveRecipe(made, name))?.goldAuthorId
  if (goldAuthorId === undefined) return false
  const votes = moments.flatMap((moment) => moment.votes)
  const done = await apply([
    command('gold-decide', {
      goldAuthorId,
      recordingId: first.recordingId,
      schemeId: query.schemeId,
      attributeId: query.attributeId,
      personId: first.personId,
      start: first.start,
      end: last.end,
      ...(made.labelsOf?.kind === 'words' && decision !== null
        ? { label: null, terms: [decision] }
        : { label: decision }),
      sources: [...new Set(votes.flatMap(({ sources }) => sources))],
      votes: query.authorIds.flatMap((authorId) => {
        const said = votes.filter((vote) => vote.authorId === authorId && vote.labels !== null)
        return said.length === 0
          ? []
          : [{ authorId, labels: [...new Set(said.flatMap(({ labels }) => labels ?? []))] }]
      })
    })
  ])
  return done !== undefined
}

/** What a key asks for in the list of moments; undefined when it means nothing here. */
export type Wish =
  | { readonly kind: 'decide'; readonly decision: Decision }
  | { readonly kind: 'join' }
  | { readonly kind: 'skip'; readonly step: 1 | -1 }

/** Digits are labels, Alt with a digit takes that annotator's label, Y the verdict, N nothing, M joins, G and Shift+G step. */
export function wishOf(event: KeyboardEvent, made: Made, moment: GoldMoment): Wish | undefined {
  if (event.ctrlKey || event.metaKey) return undefined
  // The mean of ratings leaves nothing to decide.
  if (made.labelsOf?.kind === 'ratings' && event.code !== 'KeyG') return undefined
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1]
  if (digit !== undefined && event.altKey && !event.shiftKey) {
    const authorId = made.chosen[Number(digit) - 1]
    if (authorId === undefined) return undefined
    const decision = voteOf(moment, authorId)
    if (decision === undefined) {
      toast('This annotator has no single label here.')
      return undefined
    }
    return { kind: 'decide', decision }
  }
  if (event.altKey) return undefined
  if (digit !== undefined && !event.shiftKey) {
    const labels = labelsOf(schemeOf(made.labelsOf?.schemeId), made.labelsOf?.attributeId)
    const label = labels.find((each) => each.key === digit)
    return label && { kind: 'decide', decision: label.id }
  }
  if (event.code === 'KeyG') return { kind: 'skip', step: event.shiftKey ? -1 : 1 }
  if (event.shiftKey) return undefined
  if (event.code === 'KeyN') return { kind: 'decide', decision: null }
  if (event.code === 'KeyM') return { kind: 'join' }
  if (event.code !== 'KeyY') return undefined
  const verdict = verdictOf(moment)
  if (verdict === undefined) {
    toast('The rule leaves this moment open: choose a label.')
    return undefined
  }
  return { kind: 'decide', decision: verdict }
}
