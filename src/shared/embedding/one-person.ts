/** What saying that two faces are one person comes to. */
export type OnePerson =
  /** Both have a name: `other` was `kept` all along. */
  | { readonly kind: 'merge'; readonly kept: string; readonly other: string }
  /** One has a name, which the tracks of the other face get. */
  | { readonly kind: 'say'; readonly personId: string; readonly trackIds: readonly string[] }
  /** Nobody knows who it is: a new person, whom the tracks of both are about. */
  | { readonly kind: 'new'; readonly trackIds: readonly string[] }
  /** There is nothing that could be said to be about somebody. */
  | { readonly kind: 'nothing' }

/** What is known of a face that a model followed. */
interface Face {
  readonly personId?: string
  /** Tracks about it that may be said to be about somebody. */
  readonly trackIds: readonly string[]
  /** Pictures that it was seen in. */
  readonly seen: number
}

/** How two faces become one person. Of two persons the one that was seen more stays. */
export function onePerson(a: Face, b: Face): OnePerson {
  if (a.personId !== undefined && b.personId !== undefined)
    return b.seen > a.seen
      ? { kind: 'merge', kept: b.personId, other: a.personId }
      : { kind: 'merge', kept: a.personId, other: b.personId }
  const [named, unnamed] = a.personId !== undefined ? [a, b] : [b, a]
  if (named.personId !== undefined)
    return unnamed.trackIds.length > 0
      ? { kind: 'say', personId: named.personId, trackIds: unnamed.trackIds }
      : { kind: 'nothing' }
  return a.trackIds.length > 0 && b.trackIds.length > 0
    ? { kind: 'new', trackIds: [...a.trackIds, ...b.trackIds] }
    : { kind: 'nothing' }
}

/** The commands of one edit; none for nothing. @param person who is made where nobody knows who it is */
export function onePersonCommands(
  what: OnePerson,
  person: { readonly id: string; readonly name: string }
): readonly { readonly id: string; readonly input: unknown }[] {
  const about = (trackIds: readonly string[], personId: string) =>
    trackIds.map((id) => ({ id: 'track-set', input: { id, patch: { personId } } }))
  switch (what.kind) {
    case 'merge':
      return [{ id: 'persons-merge', input: { into: what.kept, ids: [what.other] } }]
    case 'say':
      return about(what.trackIds, what.personId)
    case 'new':
      return [{ id: 'person-save', input: person }, ...about(what.trackIds, person.id)]
    case 'nothing':
      return []
  }
}
