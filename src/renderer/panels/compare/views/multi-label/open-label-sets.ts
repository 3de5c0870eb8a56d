import type { LabelSetRegion, LabelSetSettings } from '../../../../../shared/contract/label-sets'
import { call } from '../../../../client'
import { schemeOf, tracksOf } from '../../../../session/project'
import { setQueue } from '../../../../session/selection'
import { toast } from '../../../../session/toasts'
import { formatCount } from '../../../../ui/format'
import type { Query } from '../../choice'
import { queueItems } from '../../queue-items'

interface OpenInput {
  readonly query: Query
  readonly settings: LabelSetSettings
  readonly region: LabelSetRegion
  readonly title: string
  readonly nameOf: (id: string) => string
  readonly referenceName: string
  readonly candidateName: string
}

/** Put the moments of a part of the view into the sample queue, each with both sets in words; answers the queue's title. */
export async function openLabelSets(input: OpenInput): Promise<string | undefined> {
  const { query, settings, region, title, nameOf, referenceName, candidateName } = input
  const { items, sets, total, schemeId, attributeId } = await call('analysis.labelSetItems', {
    ...query,
    settings,
    region
  })
  if (items.length === 0) {
    toast('There is no such moment.')
    return undefined
  }
  const words = (labels: readonly string[] = []): string =>
    labels.length === 0 ? 'nothing' : labels.map(nameOf).join(', ')
  const queue = queueItems(items, {
    ...{ query, referenceName, candidateName, tracksOf },
    axes: { schemeId, ...(attributeId === undefined ? {} : { attributeId }) },
    scheme: schemeOf(schemeId)
  })
  const shown = total > items.length ? `${title} (first ${items.length} of ${formatCount(total)})` : title
  setQueue(
    shown,
    queue.map((item, i) => ({
      ...item,
      note: `${referenceName}: ${words(sets[i]?.reference)} · ${candidateName}: ${words(sets[i]?.candidate)}`
    }))
  )
  return shown
}
