import { useMemo } from 'react'
import { z } from 'zod'
import type { CallInput } from '../../../shared/contract'
import { labelsOf } from '../../../shared/domain/labels'
import type { Label } from '../../../shared/domain/scheme'
import { FusionMember, FusionPlan } from '../../../shared/fusion/fusion-plan'
import { scoresInTarget } from '../../../shared/fusion/scores-in-target'
import type { AttributeRef } from '../../../shared/mapping/scheme-map'
import { answersInLabels } from '../../../shared/values/answers-in-labels'
import type { AuthorEntry } from '../../session/author-entries'
import { authorEntries } from '../../session/author-entries'
import { keptChoice } from '../../session/kept-choice'
import { useProject } from '../../session/project'
import type { ProjectIndex } from '../../session/project-index'

const Settings = FusionPlan.omit({ members: true, target: true }).partial({ grid: true })

/** What was chosen in the panel; kept with the project. Members and labels only where somebody chose. */
const Choice = z.object({
  members: z.array(FusionMember).optional(),
  target: FusionPlan.shape.target.optional(),
  referenceId: z.string().optional(),
  recordingIds: z.array(z.string()).default([]),
  mode: z.enum(['segments', 'seconds']).default('segments'),
  settings: Settings.default(Settings.parse({}))
})
export type Choice = z.infer<typeof Choice>
export type FusionSettings = Choice['settings']

const noChoice: Choice = Choice.parse({})
const kept = keptChoice('fusion', noChoice, (stored) => Choice.safeParse(stored).data ?? noChoice)
export const { choose, recall: recallChoice } = kept

/** Change settings of the plan. */
export const set = (change: Partial<FusionSettings>): void =>
  choose({ settings: { ...kept.get().settings, ...change } })

/** What the panel works on: a plan of at least two members, or why there is none. */
export interface Fusing {
  readonly choice: Choice
  readonly entries: readonly AuthorEntry[]
  /** Who could take part: authors with labels that lead to the target. */
  readonly able: readonly AuthorEntry[]
  readonly target: AttributeRef | undefined
  readonly labels: readonly Label[]
  readonly plan: FusionPlan | undefined
  readonly referenceId: string | undefined
  readonly query: CallInput<'fusion.score'> | undefined
}

const FIVE_HZ = 5

/** The choice as it stands and what follows from it; two models (else two authors) to begin with. */
export function useFusing(): Fusing {
  const choice = kept.use()
  const index = useProject((state) => state.index)
  return useMemo(() => fusing(choice, index), [choice, index])
}

function fusing(choice: Choice, index: ProjectIndex): Fusing {
  const entries = authorEntries(index)
  const labelled = entries.filter((entry) => entry.labelled > 0)
  const models = labelled.filter(({ author }) => author.kind === 'model' && !isFusion(author.modelId))
  const others = labelled.filter((entry) => !models.includes(entry))
  const first = [...models, ...others]
  const target =
    choice.target ??
    targetOf(
      index,
      first.map(({ author }) => author.id)
    )
  const scheme = index.schemes.get(target?.schemeId ?? '')
  const labels = labelsOf(scheme, target?.attributeId)
  const able = target ? first.filter(({ author }) => leadsTo(index, author.id, target, labels)) : []
  const members = (choice.members ?? usual(able)).filter(({ authorId }) => index.authors.has(authorId))
  const free = labelled.filter(({ author }) => !members.some(({ authorId }) => authorId === author.id))
  const wanted = labelled.find(({ author }) => author.id === choice.referenceId)
  const referenceId = (wanted ?? free.find(({ author }) => author.kind !== 'model') ?? free[0])?.author.id
  const plan =
    target && members.length > 0
      ? {
          ...choice.settings,
          grid: choice.settings.grid ?? { kind: 'rate' as const, hz: FIVE_HZ },
          target,
          members
        }
      : undefined
  return {
    choice,
    entries,
    able,
    target,
    labels,
    plan,
    referenceId,
    query:
      plan && referenceId !== undefined
        ? {
            plan,
            referenceAuthorId: referenceId,
            recordingIds: choice.recordingIds.filter((id) => index.recordings.has(id)),
            mode: choice.mode
          }
        : undefined
  }
}

/** Two to begin with: the models that can take part, else whoever can. */
const usual = (able: readonly AuthorEntry[]): FusionMember[] =>
  able.slice(0, 2).map(({ author }) => FusionMember.parse({ authorId: author.id }))

const isFusion = (modelId: string | undefined): boolean => modelId?.startsWith('fusion.') ?? false

/** Labels in which most of these authors can be said; of several those that a person used, then the most used. */
function targetOf(index: ProjectIndex, authorIds: readonly string[]): AttributeRef | undefined {
  const wanted = new Set(authorIds)
  const found = new Map<string, { ref: AttributeRef; people: number; labelled: number }>()
  for (const { id, schemeId, attributeId, authorId, kind } of index.tracks.values()) {
    if (!wanted.has(authorId) || kind === 'frames') continue
    if (labelsOf(index.schemes.get(schemeId), attributeId).length < 2) continue
    const key = `${schemeId}/${attributeId}`
    const known = found.get(key) ?? { ref: { schemeId, attributeId }, people: 0, labelled: 0 }
    found.set(key, {
      ...known,
      people: known.people + (index.authors.get(authorId)?.kind === 'model' ? 0 : 1),
      labelled: known.labelled + (index.counts.get(id)?.labelled ?? 0)
    })
  }
  const able = (ref: AttributeRef): number => {
    const labels = labelsOf(index.schemes.get(ref.schemeId), ref.attributeId)
    return authorIds.filter((id) => leadsTo(index, id, ref, labels)).length
  }
  const [best] = [...found.values()]
    .map((one) => ({ ...one, able: able(one.ref) }))
    .sort((a, b) => b.able - a.able || Number(b.people > 0) - Number(a.people > 0) || b.labelled - a.labelled)
  return best?.ref
}

function leadsTo(
  index: ProjectIndex,
  authorId: string,
  target: AttributeRef,
  labels: readonly Label[]
): boolean {
  const schemes = [...index.schemes.values()]
  const ids = labels.map(({ id }) => id)
  const known = new Set<string>()
  for (const track of index.tracks.values()) {
    if (track.authorId !== authorId) continue
    const key = `${track.schemeId}/${track.attributeId}`
    if (known.has(key)) continue
    known.add(key)
    if (!answersInLabels(index.schemes.get(track.schemeId), track.attributeId)) continue
    if (scoresInTarget(track, target, ids, schemes)) return true
  }
  return false
}

/** Attributes that labels of the project belong to: what can be fused in. */
export function targetsUsed(index: Pick<ProjectIndex, 'tracks' | 'schemes'>): readonly AttributeRef[] {
  const found = new Map<string, AttributeRef>()
  for (const { schemeId, attributeId } of index.tracks.values())
    if (labelsOf(index.schemes.get(schemeId), attributeId).length > 1)
      found.set(`${schemeId}/${attributeId}`, { schemeId, attributeId })
  return [...found.values()]
}

/** Change one member. */
export function setMember(
  members: readonly FusionMember[],
  authorId: string,
  change: Partial<FusionMember>
): void {
  choose({
    members: members.map((member) => (member.authorId === authorId ? { ...member, ...change } : member))
  })
}
