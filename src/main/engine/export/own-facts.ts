import type { Problem } from '../../../shared/domain/problem'
import { interchange } from '../interchange'
import { keptKey } from '../interchange/kept'
import { oneLoss } from '../interchange/losses'
import type { DatasetIndex } from './dataset-index'
import { personFormats } from './span-tiers'

/** What no other program has a place for, or what this one has none for though it came with another's file. */
export function ownFacts(index: DatasetIndex, format: string): Problem[] {
  const { dataset } = index
  const found: Problem[] = []
  const tell = (code: string, count: number, one: string, many: string, what: string): void => {
    if (count > 0)
      found.push(oneLoss(code, `${count === 1 ? one : many.replace('#', String(count))} ${what}.`))
  }
  const count = (test: (segment: (typeof dataset.segments)[number]) => boolean): number =>
    dataset.segments.filter(test).length
  const left = 'would be left out'
  tell(
    'scores',
    count(({ scores }) => scores !== undefined),
    "A model's scores of every label for 1 segment",
    "A model's scores of every label for # segments",
    left
  )
  tell(
    'flags',
    count((segment) => segment.flagged),
    'The flag of 1 segment',
    'The flags of # segments',
    left
  )
  tell(
    'reviews',
    count(({ review }) => review !== undefined),
    'Whether 1 prediction was accepted or rejected',
    'Whether # predictions were accepted or rejected',
    left
  )
  tell(
    'takes',
    dataset.tracks.filter(
      ({ id, kind }) => kind === 'trace' && dataset.takes.filter(({ take }) => take.trackId === id).length > 1
    ).length,
    'The single takes of 1 continuous rating',
    'The single takes of # continuous ratings',
    `${left}: the composed trace is written`
  )
  tell(
    'frames',
    dataset.tracks.filter(({ kind }) => kind === 'frames').length,
    '1 track of predictions for each frame',
    '# tracks of predictions for each frame',
    left
  )
  if (!WITH_LINK_WORDS.has(format))
    tell(
      'link-words',
      dataset.relations.filter(({ fromSpan, toSpan }) => fromSpan !== undefined || toSpan !== undefined)
        .length,
      'The words that 1 link names',
      'The words that # links name',
      `${left}: the whole segments are linked`
    )
  if (!personFormats.has(format))
    tell(
      'segment-persons',
      count(({ personId, trackId }) => personId !== undefined && personId !== index.track(trackId)?.personId),
      '1 segment about another person than its track',
      '# segments about another person than their track',
      'would no longer tell whom: the format has no place for it'
    )
  return [...found, ...foreign(index, format)]
}

/** Formats that keep the words of links, for this program to read again. */
const WITH_LINK_WORDS: ReadonlySet<string> = new Set(['elan', 'label-studio'])

/** Details that belong to other programs' files. */
function foreign({ dataset }: DatasetIndex, format: string): Problem[] {
  const own = keptKey(format)
  const says = new Set<string>()
  const look = (kept: Readonly<Record<string, unknown>> | undefined): void => {
    for (const [key, facts] of Object.entries(kept ?? {})) if (key !== own && tells(key, facts)) says.add(key)
  }
  for (const { info } of dataset.streams) look(info.extra)
  for (const { extra } of [...dataset.tracks, ...dataset.segments, ...dataset.relations]) look(extra)
  return interchange.all
    .filter(({ id }) => says.has(id) && keptKey(id) === id)
    .map(({ id, name }) =>
      oneLoss(
        `extra-${id}`,
        `What only ${name} files say would be left out.`,
        `Write ${name} again to keep it.`
      )
    )
}

/** Facts that only put things in order, or that a format has of everything. */
const bare: ReadonlySet<string> = new Set(['order', 'at', 'class', 'empty', 'ftype'])

/** Whether something of a file is kept that the rows do not say. */
function tells(format: string, facts: unknown): boolean {
  if (!interchange.has(format) || typeof facts !== 'object' || facts === null) return false
  const parts = ['extra', 'document'].map(
    (key) => Object.getOwnPropertyDescriptor(facts, key)?.value as unknown
  )
  return parts.some(
    (part) => typeof part === 'object' && part !== null && Object.keys(part).some((key) => !bare.has(key))
  )
}
