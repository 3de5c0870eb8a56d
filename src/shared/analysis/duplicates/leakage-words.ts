import type { Leakage, SharedGroups } from './leakage'

/** How a group is called, one and several: speaker, speakers. */
export interface GroupNoun {
  readonly one: string
  readonly many: string
}

/** What a split shares, as a sentence for its banner; `bad` when anything is shared. */
export interface LeakageBanner {
  readonly bad: boolean
  readonly text: string
}

/** One sentence for every two parts of a split. */
export function leakageBanners({ parts, pairs }: Leakage, noun: GroupNoun): readonly LeakageBanner[] {
  const groupsOf = new Map(parts.map(({ part, groups }) => [part, groups]))
  return pairs.map((pair) => bannerOf(pair, groupsOf, noun))
}

/** Names shown in a sentence; the list below it has all of them. */
const NAMED = 3

function bannerOf(
  { first, second, shared }: SharedGroups,
  groupsOf: ReadonlyMap<string, number>,
  { one, many }: GroupNoun
): LeakageBanner {
  const [a, b] = [groupsOf.get(first) ?? 0, groupsOf.get(second) ?? 0]
  const count = shared.length
  if (a === 0 || b === 0) {
    const empty = a === 0 ? first : second
    return {
      bad: false,
      text: `No ${one} is known in ${empty}: nothing can be said about ${first} and ${second}.`
    }
  }
  if (count === 0)
    return { bad: false, text: `${a} ${a === 1 ? one : many} in ${first}, ${b} in ${second}: 0 shared.` }
  if (count === a && count === b)
    return {
      bad: true,
      text:
        count === 1
          ? `The only ${one} is shared between ${first} and ${second}.`
          : `All ${count} ${many} are shared between ${first} and ${second}.`
    }
  const named = shared.slice(0, NAMED).map(({ group }) => group)
  const more = count - named.length
  return {
    bad: true,
    text: `${count} ${count === 1 ? `${one} is` : `${many} are`} shared between ${first} (${a}) and ${second} (${b}): ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`
  }
}
