import type { Sliced } from '../../shared/agreement/sliced'
import type { ComparedItems } from '../../shared/analysis/compared-items'
import type { CompareQuery } from '../../shared/contract'
import type { Result } from '../../shared/domain/problem'
import type { Lane, ProjectReader } from '../store'

/** What questions are answered from. What was read and made once is kept while nothing was written since. */
export interface Desk {
  readonly reader: ProjectReader
  /** Lanes of authors as `segmentsForCompare` gives them, read piece by piece. */
  lanes(
    authorIds: readonly string[],
    recordingIds: readonly string[],
    withPractice?: boolean
  ): Sliced<readonly Lane[]>
  /** What two authors said of the same items. */
  compared(query: CompareQuery): Sliced<Result<ComparedItems>>
  /** What `make` gives, made once for each revision and viewer. Keys begin with the name of the question. */
  kept<T>(key: string, make: () => Sliced<T>): Sliced<T>
}
