import type { OpenWordsRegion } from '../../../../../shared/contract/open-vocabulary'

/** What a count of the view does when it is chosen. */
export type OpenWordsPart = (region: OpenWordsRegion, title: string) => void
