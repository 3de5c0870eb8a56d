import { ok } from '../../../shared/domain/problem'
import type { Result } from '../../../shared/domain/problem'
import { patternFlags, plainPattern } from '../../../shared/search/search-segments'
import type { SegmentQuery } from '../../../shared/search/segment-query'
import type { CommandCall } from '../../../shared/contract'
import { canEdit } from '../desk-segments'
import { command } from '../edit'
import { trackOf } from '../project'
import { matchPattern } from './match-pattern'
import type { Found } from './run-search'

/** One text before and after. */
export interface Replacement {
  readonly found: Found
  readonly field: 'text' | 'comment'
  readonly before: string
  readonly after: string
}

/** What replacing would do. */
export interface ReplacePlan {
  readonly replacements: readonly Replacement[]
  /** Found, but on tracks that I may not change: their words stay. Comments are open to all. */
  readonly kept: number
}

/** Every text that the query finds in words and comments, as it would be after replacing. Labels are changed as a batch instead. */
export async function planReplacing(
  query: SegmentQuery,
  replacement: string,
  found: readonly Found[],
  signal: AbortSignal
): Promise<Result<ReplacePlan>> {
  let kept = 0
  const places = found.flatMap((each) =>
    each.fields.flatMap((field) => {
      const before = field === 'label' ? undefined : each.segment[field]
      if (field === 'label' || before === undefined) return []
      if (field === 'text' && !canEdit(trackOf(each.segment.trackId))) {
        kept++
        return []
      }
      return [{ found: each, field, before }]
    })
  )
  const after = await matchPattern(
    {
      source: query.regex ? query.text : plainPattern(query.text),
      flags: patternFlags(query),
      // In plain text a dollar sign is a dollar sign.
      replacement: query.regex ? replacement : replacement.replaceAll('$', '$$$$')
    },
    places.map((place) => place.before),
    signal
  )
  if (!after.ok) return after
  const replacements = places.flatMap((place, index) => {
    const text = after.value[index]
    return text === undefined || text === place.before ? [] : [{ ...place, after: text }]
  })
  return ok({ replacements, kept })
}

/** The edit that does a plan. */
export const replaceCommands = (plan: ReplacePlan): readonly CommandCall[] =>
  (['text', 'comment'] as const).flatMap((field) => {
    const items = plan.replacements
      .filter((each) => each.field === field)
      .map(({ found, after }) => ({ id: found.segment.id, value: after }))
    return items.length === 0 ? [] : [command('segment-rewrite', { field, items })]
  })
