import type { CallInput } from '../../../../../shared/contract'
import type { VersusSelection } from '../../../../../shared/contract/analysis/versus'
import { labelOf } from '../../../../../shared/domain/labels'
import { call } from '../../../../client'
import { authorOf, schemeOf, tracksOf } from '../../../../session/project'
import { setQueue } from '../../../../session/selection'
import { toast } from '../../../../session/toasts'
import { queueItems } from '../../queue-items'

type Query = Omit<CallInput<'analysis.versusItems'>, 'selection'>

/** Put the items of a part of the comparison into the sample queue and play the first; each says what A and B say. */
export async function openVersus(
  query: Query,
  selection: VersusSelection,
  title: string
): Promise<string | undefined> {
  const { items, total, schemeId, attributeId } = await call('analysis.versusItems', { ...query, selection })
  if (items.length === 0) {
    toast('There is no such moment.')
    return undefined
  }
  const axes = { schemeId, ...(attributeId === undefined ? {} : { attributeId }) }
  const scheme = schemeOf(schemeId)
  const name = (label: string): string => labelOf(scheme, label, attributeId)?.name ?? label
  const baseline = authorOf(query.baselineId)?.name ?? 'A'
  const candidate = authorOf(query.candidateAuthorId)?.name ?? 'B'
  const reference = authorOf(query.referenceAuthorId)?.name ?? 'Reference'
  const moments = queueItems(items, {
    query,
    axes,
    scheme,
    referenceName: reference,
    candidateName: candidate,
    tracksOf
  }).map((moment, at) => {
    const item = items[at]
    return item
      ? {
          ...moment,
          note: `${reference}: ${name(item.reference)}, ${baseline}: ${name(item.a)}, ${candidate}: ${name(item.candidate)}`
        }
      : moment
  })
  const shown = total > items.length ? `${title} (first ${items.length} of ${total})` : title
  setQueue(shown, moments)
  return shown
}
