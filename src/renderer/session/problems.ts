import type { CallOutput } from '../../shared/contract'
import { call, on } from '../client'
import { makeStore } from './store'
import { toastError } from './toasts'

export type ListedProblem = CallOutput<'problem.list'>[number]

const problemStore = makeStore<{ readonly problems: readonly ListedProblem[] }>({ problems: [] })
export const useProblems = <T>(selector: (problems: readonly ListedProblem[]) => T): T =>
  problemStore((state) => selector(state.problems))

const read = (): void =>
  void call('problem.list')
    .then((problems) => problemStore.setState({ problems }))
    .catch(toastError)

/** Take one problem off the list. */
export async function dismissProblem(id: string): Promise<void> {
  await call('problem.dismiss', { id }).catch(toastError)
  read()
}

/** Take all problems off the list. */
export async function clearProblems(): Promise<void> {
  await call('problem.clear').catch(toastError)
  read()
}

/** Read the problems and follow their number. */
export function followProblems(): () => void {
  read()
  return on('problems', read)
}
