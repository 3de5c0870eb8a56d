import type { Sliced } from '../../../shared/agreement/sliced'
import { leakage as leakageOf } from '../../../shared/analysis/duplicates/leakage'
import { leakageBanners } from '../../../shared/analysis/duplicates/leakage-words'
import { baseName, readGroups } from '../../../shared/analysis/duplicates/name-pattern'
import type { LeakageAnswer, LeakageQuery, SplitSource } from '../../../shared/contract/analysis/duplicates'
import { fail, ok } from '../../../shared/domain/problem'
import type { Result } from '../../../shared/domain/problem'
import type { ProjectReader } from '../../store'
import type { Desk } from '../desk'
import type { Question } from '../question'

/** What the parts of a split share. */
export const leakage: Question<'analysis.leakage'> = function* (desk, { split, shared, pattern, noun }) {
  const { reader } = desk
  const placed = partsOf(reader, split)
  if (!placed.ok) return placed
  const entries = placed.value
  yield
  const groups = yield* groupsOf(desk, entries, shared, pattern)
  if (!groups.ok) return groups
  const items = entries.flatMap(({ part }, at) => {
    const own = groups.value[at] ?? []
    return own.length === 0 ? [{ part }] : own.map((group) => ({ part, group }))
  })
  const found = leakageOf(items)
  yield
  // A recording of several persons is one item of its part.
  const counts = Map.groupBy(entries, ({ part }) => part)
  const parts = found.parts.map((facts) => ({ ...facts, items: counts.get(facts.part)?.length ?? 0 }))
  const wanted = new Set(found.pairs.flatMap((pair) => pair.shared.map(({ group }) => group)))
  const recordingsOf = new Map<string, string[]>()
  entries.forEach(({ recordingId }, at) => {
    for (const group of groups.value[at] ?? [])
      if (recordingId !== undefined && wanted.has(group)) {
        const own = recordingsOf.get(group)
        if (own) own.push(recordingId)
        else recordingsOf.set(group, [recordingId])
      }
  })
  const answer: LeakageAnswer = {
    revision: reader.revision(),
    leakage: { parts, pairs: found.pairs },
    banners: leakageBanners(found, noun),
    names: entries.length,
    unknownNames: entries.filter(({ recordingId }) => recordingId === undefined).length,
    partOf: Object.fromEntries(
      entries.flatMap(({ recordingId, part }) => (recordingId === undefined ? [] : [[recordingId, part]]))
    ),
    recordingsOf: Object.fromEntries(recordingsOf)
  }
  return ok(answer)
}

/** One item of a split. */
interface Entry {
  readonly part: string
  readonly name: string
  readonly recordingId?: string
}

function partsOf(reader: ProjectReader, split: SplitSource): Result<readonly Entry[]> {
  const recordings = reader.all('recording')
  switch (split.from) {
    case 'group': {
      const entries = recordings.flatMap(({ id, name, group }) =>
        group === undefined ? [] : [{ part: group, name, recordingId: id }]
      )
      return entries.length > 0
        ? ok(entries)
        : fail(
            'leakage.no-groups',
            'No recording has a group.',
            'Give recordings a group in the library, for instance train and test, or choose lists of a split.'
          )
    }
    case 'pattern': {
      const paths = new Map(reader.all('file').map(({ recordingId, path }) => [recordingId, path]))
      const names = recordings.map(({ id, name }) => (split.on === 'path' ? (paths.get(id) ?? name) : name))
      const read = readGroups(names, split.pattern, split.on)
      if ('wrong' in read)
        return fail(
          'leakage.pattern',
          `The pattern cannot be read: ${read.wrong}`,
          'Change it, or choose another one.'
        )
      const entries = recordings.flatMap(({ id, name }, at) => {
        const part = read.groups[at]
        return part === undefined ? [] : [{ part, name, recordingId: id }]
      })
      return entries.length > 0
        ? ok(entries)
        : fail(
            'leakage.pattern',
            'The pattern finds no part in any name.',
            'Change it, or choose another one.'
          )
    }
    case 'lists': {
      const known = byName(reader)
      return ok(
        split.lists.flatMap(({ part, names }) =>
          names.map((name): Entry => {
            const recordingId = known.get(baseName(name).toLowerCase())
            return { part, name, ...(recordingId === undefined ? {} : { recordingId }) }
          })
        )
      )
    }
  }
}

/** Recordings by their name and by those of their files. */
function byName(reader: ProjectReader): ReadonlyMap<string, string> {
  const known = new Map<string, string>()
  for (const { recordingId, path } of reader.all('file')) known.set(baseName(path).toLowerCase(), recordingId)
  for (const { id, name } of reader.all('recording')) known.set(baseName(name).toLowerCase(), id)
  return known
}

/** Names of the groups of each item; none where they are not known. */
function* groupsOf(
  desk: Desk,
  entries: readonly Entry[],
  shared: LeakageParsed['shared'],
  pattern: string
): Sliced<Result<readonly (readonly string[])[]>> {
  const { reader } = desk
  switch (shared) {
    case 'pattern': {
      const read = readGroups(
        entries.map(({ name }) => name),
        pattern
      )
      if ('wrong' in read)
        return fail(
          'leakage.pattern',
          `The pattern cannot be read: ${read.wrong}`,
          'Change it, or choose another one.'
        )
      return ok(read.groups.map((group) => (group === undefined ? [] : [group])))
    }
    case 'recording':
      return ok(entries.map(({ name }) => [baseName(name)]))
    case 'group': {
      const groups = new Map(reader.all('recording').map(({ id, group }) => [id, group]))
      return ok(
        entries.map(({ recordingId }) => {
          const group = recordingId === undefined ? undefined : groups.get(recordingId)
          return group === undefined ? [] : [group]
        })
      )
    }
    case 'person':
    case 'grouping': {
      const persons = yield* desk.kept('leakage persons', () => personsOf(desk))
      const names = new Map(reader.all('person').map(({ id, name }) => [id, name]))
      const groupings =
        shared === 'person'
          ? undefined
          : new Map(
              reader
                .all('grouping')
                .flatMap(({ name, personIds }) => personIds.map((id) => [id, name] as const))
            )
      return ok(
        entries.map(({ recordingId }) => {
          const ids = recordingId === undefined ? [] : [...(persons.get(recordingId) ?? [])]
          return [...new Set(ids.flatMap((id) => (groupings ? groupings.get(id) : names.get(id)) ?? []))]
        })
      )
    }
  }
}

type LeakageParsed = ReturnType<(typeof LeakageQuery)['parse']>

/** Who is seen or heard in each recording: persons of tracks and of segments. */
function* personsOf({ reader }: Desk): Sliced<ReadonlyMap<string, ReadonlySet<string>>> {
  const persons = new Map<string, Set<string>>()
  const add = (recordingId: string, personId: string | undefined): void => {
    if (personId === undefined) return
    const own = persons.get(recordingId)
    if (own) own.add(personId)
    else persons.set(recordingId, new Set([personId]))
  }
  for (const track of reader.dataTracks()) {
    add(track.recordingId, track.personId)
    if (track.kind === 'frames' || track.kind === 'trace' || track.personId !== undefined) continue
    for (const { personId } of reader.segmentsOfTrack(track.id)) add(track.recordingId, personId)
    yield
  }
  return persons
}
