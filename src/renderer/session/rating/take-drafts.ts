import type { TakeDraft } from '../../../shared/contract'
import { call } from '../../client'
import { toast, toastError } from '../toasts'
import { projectStore, refreshProject } from '../project'
import { showPanelIn } from '../layout'
import { makeStore } from '../store'

/** Takes that were being rated when the program stopped, and are neither kept nor discarded yet. */
const store = makeStore<{ readonly drafts: readonly TakeDraft[] }>({ drafts: [] })
export const useTakeDrafts = (): readonly TakeDraft[] => store((state) => state.drafts)

/** Look for left-over takes whenever a project opens, and offer them. Returns the function that stops it. */
export function followTakeDrafts(): () => void {
  return projectStore.subscribe((state, before) => {
    const id = state.snapshot?.project.id
    if (id === before.snapshot?.project.id) return
    store.setState({ drafts: [] })
    if (id !== undefined) void look().catch(toastError)
  })
}

/** Make what is left of a take a take. */
export async function keepDraft(draft: TakeDraft): Promise<void> {
  await call('take.finish', { takeId: draft.takeId })
  forget(draft)
  await refreshProject()
}

/** Throw what is left of a take away. */
export async function discardDraft(draft: TakeDraft): Promise<void> {
  await call('take.abort', { takeId: draft.takeId })
  forget(draft)
}

/** "34 s". */
export const draftLength = (draft: TakeDraft): string =>
  draft.seconds < 10 ? `${draft.seconds.toFixed(1)} s` : `${Math.round(draft.seconds)} s`

async function look(): Promise<void> {
  const found = await call('take.drafts')
  const empty = found.filter((draft) => draft.count === 0)
  const drafts = found.filter((draft) => draft.count > 0)
  for (const draft of empty) await call('take.abort', { takeId: draft.takeId })
  store.setState({ drafts })
  const [first] = drafts
  if (!first) return
  toast(noticeText(drafts), {
    hint: 'Keep or discard it in the Rating panel.',
    action: { label: 'Show', run: () => showPanelIn('rate', 'rating') }
  })
}

const noticeText = (drafts: readonly TakeDraft[]): string => {
  const [first] = drafts
  return drafts.length === 1 && first
    ? `${draftLength(first)} of rating were left when the program stopped.`
    : `${drafts.length} ratings were left when the program stopped.`
}

function forget(draft: TakeDraft): void {
  const drafts = store.getState().drafts.filter((each) => each.takeId !== draft.takeId)
  store.setState({ drafts })
}
