import type { CallInput } from '../../shared/contract'
import { baseName } from '../../shared/analysis/duplicates/name-pattern'
import { splitList } from '../../shared/analysis/duplicates/split-list'
import { keptChoice } from './kept-choice'
import { makeStore } from './store'

type Query = CallInput<'analysis.leakage'>
export type Split = Query['split']
type Lists = Extract<Split, { from: 'lists' }>['lists']

/** How a split is told, and what its parts must not share. Kept with the project, but for lists of names. */
export interface SplitChoice {
  readonly from: Split['from'] | 'none'
  readonly pattern: string
  readonly on: 'name' | 'path'
  readonly shared: NonNullable<Query['shared']>
  readonly groupPattern: string
  readonly noun: string
}

const noChoice: SplitChoice = {
  from: 'none',
  pattern: '(train|dev|val|test)',
  on: 'path',
  shared: 'person',
  groupPattern: '^[^_]*_(.+)_[^_]*$',
  noun: 'speaker'
}

export const splitChoice = keptChoice<SplitChoice>('compare-splits', noChoice, (stored) =>
  typeof stored === 'object' && stored !== null ? { ...noChoice, ...stored } : noChoice
)

const listStore = makeStore<{ readonly lists: Lists }>({ lists: [] })
export const useSplitLists = (): Lists => listStore((state) => state.lists)

/** Read lists of a split from files that the user chose: one part for each file, or for each value of a column of parts. */
export async function readSplitLists(files: readonly File[]): Promise<void> {
  const parts = new Map<string, string[]>()
  for (const file of files) {
    const { names, parts: own } = splitList(await file.text())
    names.forEach((name, at) => {
      const part = own?.[at] || baseName(file.name)
      const list = parts.get(part)
      if (list) list.push(name)
      else parts.set(part, [name])
    })
  }
  listStore.setState({ lists: [...parts].map(([part, names]) => ({ part, names })) })
  splitChoice.choose({ from: 'lists' })
}

/** One and several of what a group is called. */
export const nounOf = (one: string): Query['noun'] => {
  const word = one.trim() === '' ? 'group' : one.trim()
  return { one: word, many: /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s` }
}

/** The question that a choice asks; undefined while no split is told. */
export function leakageQuery(choice: SplitChoice, lists: Lists): Query | undefined {
  const split: Split | undefined =
    choice.from === 'none'
      ? undefined
      : choice.from === 'lists'
        ? lists.length > 0
          ? { from: 'lists', lists }
          : undefined
        : choice.from === 'group'
          ? { from: 'group' }
          : { from: 'pattern', pattern: choice.pattern, on: choice.on }
  return split && { split, shared: choice.shared, pattern: choice.groupPattern, noun: nounOf(choice.noun) }
}
