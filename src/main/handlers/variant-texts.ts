import { fail, ok, type Result } from '../../shared/domain/problem'
import type { Segment } from '../../shared/domain/rows'
import type { RunVariant } from '../../shared/variants/run-variant'
import type { VariantTexts } from '../../shared/contract/variants'
import type { Project } from '../store'
import type { HandlerContext } from './context'
import { itemToLookAt } from './prediction-items'
import { usableModel } from './model-list'
import { variantAssetsOf } from './variant-assets'

/** The words that a model reads for a moment, in each of several variants. */
export async function textsOfVariants(
  { board }: HandlerContext,
  project: Project,
  modelId: string,
  recordingId: string,
  segmentId: string,
  variants: readonly RunVariant[]
): Promise<Result<VariantTexts>> {
  if (project.viewer().blindRecordingIds.includes(recordingId))
    return fail(
      'blind.model',
      'This recording is being labelled blind, so what a model reads of it is hidden.'
    )
  const usable = await usableModel(board, modelId)
  if (!usable.ok) return usable
  const item = itemToLookAt(project, recordingId, usable.value.model)
  const turn = item && turnOf(project, recordingId, segmentId)
  if (!turn)
    return fail(
      'variant-text',
      'There is no turn of a transcript at this moment.',
      'Choose a turn of the transcript.'
    )
  const words = variants.find(({ kind }) => kind === 'perturbation')
  const outcome = await board.ask({
    kind: 'variant-texts',
    modelId,
    item,
    segmentId: turn.id,
    variants,
    vocabulary: (words && variantAssetsOf(project, words, [recordingId])?.vocabulary) ?? []
  })
  if (outcome.state === 'failed') return { ok: false, error: outcome.problem }
  const texts =
    outcome.state === 'done' && outcome.result.kind === 'variant-texts' ? outcome.result.texts : []
  return ok(variants.flatMap((variant, i) => (texts[i] === undefined ? [] : [{ variant, text: texts[i] }])))
}

/** The turn that a segment is, or the one that lies over most of it. */
function turnOf(project: Project, recordingId: string, segmentId: string): Segment | undefined {
  const segment = project.get('segment', segmentId)
  if (!segment) return undefined
  const turns = project
    .all('track')
    .filter((track) => track.recordingId === recordingId && track.kind === 'utterances')
    .flatMap(({ id }) => project.segmentsOfTrack(id))
  const over = ({ start, end }: Segment): number =>
    Math.min(end, segment.end) - Math.max(start, segment.start)
  return (
    turns.find(({ id }) => id === segmentId) ??
    turns.filter((turn) => over(turn) > 0).toSorted((a, b) => over(b) - over(a))[0]
  )
}
