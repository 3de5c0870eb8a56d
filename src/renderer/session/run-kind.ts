import type { Run } from '../../shared/domain/rows'

/** Whether a run goes on where it stopped: those of fusions and imported answers are begun anew instead. */
export const canResume = (run: Run): boolean =>
  (run.state === 'cancelled' || run.state === 'interrupted' || run.state === 'failed') &&
  run.options['fusion'] === undefined &&
  run.options['answers'] === undefined

/** What a run is called: by its model where there is one, else by its author. */
export const runName = (
  run: Run,
  models: readonly { readonly id: string; readonly name: string }[] | undefined,
  authorName: string | undefined
): string => models?.find(({ id }) => id === run.modelId)?.name ?? authorName ?? run.modelId
