import type { CallInput } from '../../../shared/contract'
import { call } from '../../client'
import type { CompareViewId } from '../../session/compare-views'
import { showCompareView } from '../../session/compare-views'
import { closeDialog } from '../../session/dialogs'
import { toast } from '../../session/toasts'
import { plural } from '../../ui/format'

/** Put the runs on the queue, close the dialogue and show the view that will fill; throws with a sentence where they are refused. */
export async function startVariants(asked: CallInput<'variant.run'>, view: CompareViewId): Promise<void> {
  const { started, kept } = await call('variant.run', asked)
  closeDialog()
  showCompareView(view)
  const there = kept > 0 ? ` ${plural(kept, 'run')} ${kept === 1 ? 'is' : 'are'} there already.` : ''
  toast(
    started.length > 0
      ? `${plural(started.length, 'run')} in the queue; the view fills while they go on.${there}`
      : `Nothing to run.${there}`
  )
}
