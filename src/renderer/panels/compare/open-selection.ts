import type { ItemSelection } from '../../../shared/contract/analysis'
import { call } from '../../client'
import { authorOf, schemeOf, tracksOf } from '../../session/project'
import { setQueue } from '../../session/selection'
import { toast } from '../../session/toasts'
import type { Query } from './choice'
import { queueItems } from './queue-items'

/**
 * Put the moments of a selection into the sample queue and play the first. Answers the name of the list, or undefined
 * where there is nothing: then the queue stays as it is.
 */
export async function openSelection(
  query: Query,
  selection: ItemSelection,
  title: string
): Promise<string | undefined> {
  const { items, total, schemeId, attributeId } = await call('analysis.items', { ...query, selection })
  if (items.length === 0) {
    toast('There is no such moment.')
    return undefined
  }
  const axes = { schemeId, ...(attributeId === undefined ? {} : { attributeId }) }
  const shown = total > items.length ? `${title} (first ${items.length} of ${total})` : title
  setQueue(
    shown,
    queueItems(items, {
      query,
      axes,
      scheme: schemeOf(schemeId),
      referenceName: authorOf(query.referenceAuthorId)?.name ?? 'Reference',
      candidateName: authorOf(query.candidateAuthorId)?.name ?? 'Candidate',
      tracksOf
    })
  )
  return shown
}
