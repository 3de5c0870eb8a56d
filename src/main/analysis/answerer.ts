import type { CallParsed } from '../../shared/contract'
import type { Sliced } from '../../shared/agreement/sliced'
import type { Result } from '../../shared/domain/problem'
import { readProject } from '../store'
import type { Desk } from './desk'
import { givingWay } from './give-way'
import { openDesk } from './open-desk'
import type { QuestionName } from './question'
import { questions } from './questions'

/** Answers questions about a project; holds one open, for reading, until it is released. */
export interface Answerer {
  /** Throws `GivenUp` when nobody waits any more. */
  answer(folder: string, name: QuestionName, input: unknown, givenUp: () => boolean): Promise<Result<unknown>>
  release(): void
}

/** `read` is told how far the reading of labels is. */
export function answerer(read?: (done: number, total: number) => void): Answerer {
  let open: { readonly folder: string; readonly desk: Desk } | undefined
  const release = (): void => {
    open?.desk.reader.close()
    open = undefined
  }
  return {
    answer(folder, name, input, givenUp) {
      if (open?.folder !== folder) {
        release()
        open = { folder, desk: openDesk(readProject(folder), read) }
      }
      return givingWay(ask(open.desk, name, input), givenUp)
    },
    release
  }
}

/** Inputs were read by the schema of the call of that name. */
const ask = <N extends QuestionName>(desk: Desk, name: N, input: unknown): Sliced<Result<unknown>> =>
  questions[name](desk, input as CallParsed<N>)
