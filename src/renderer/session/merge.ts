import { call } from '../client'
import { openDialog } from './dialogs'

/** Ask for the folder of another project, look at it, and show what merging would do. */
export async function openMerge(): Promise<void> {
  const folder = await call('dialog.openProject')
  if (folder === undefined) return
  const plan = await call('study.mergePlan', { folder })
  openDialog({ id: 'merge-project', props: { plan } })
}
