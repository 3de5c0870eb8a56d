import type { OpenWordsRegion } from '../../../../../shared/contract/open-vocabulary'
import { call } from '../../../../client'
import { schemeOf, tracksOf } from '../../../../session/project'
import { setQueue } from '../../../../session/selection'
import { toast } from '../../../../session/toasts'
import { formatCount } from '../../../../ui/format'
import type { Query } from '../../choice'
import { queueItems } from '../../queue-items'

interface OpenInput {
  readonly query: Query
  readonly unknownStand: boolean
  readonly region: OpenWordsRegion
  readonly title: string
  readonly referenceName: string
  readonly candidateName: string
}

/** Put the moments of a part into the sample queue, each with the words of both; answers the queue's title. */
export async function openWords(input: OpenInput): Promise<string | undefined> {
  const { query, unknownStand, region, title, referenceName, candidateName } = input
  const { items, words, total, schemeId, attributeId } = await call('analysis.openWordsItems', {
    ...query,
    settings: { unknownStand },
    region
  })
  if (items.length === 0) {
    toast('There is no such moment.')
    return undefined
  }
  const list = (said: readonly string[] = []): string => (said.length === 0 ? 'nothing' : said.join(', '))
  const shown = total > items.length ? `${title} (first ${items.length} of ${formatCount(total)})` : title
  const queue = queueItems(items, {
    ...{ query, referenceName, candidateName, tracksOf },
    axes: { schemeId, ...(attributeId === undefined ? {} : { attributeId }) },
    scheme: schemeOf(schemeId)
  })
  setQueue(
    shown,
    queue.map((item, i) => ({
      ...item,
      note: `${referenceName}: ${list(words[i]?.reference)} · ${candidateName}: ${list(words[i]?.candidate)}`
    }))
  )
  return shown
}
