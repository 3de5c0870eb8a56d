import type { MediaFile } from '../../shared/domain/rows'
import { call } from '../client'
import { toast, toastError } from './toasts'

/** Ask where a missing file is now, and use it from there. */
export async function relink(file: MediaFile): Promise<void> {
  const name = file.path.split(/[\\/]/).at(-1) ?? file.path
  try {
    const path = await call('dialog.relink', { name })
    if (path === undefined) return
    await call('recording.relink', { fileId: file.id, path })
    toast(`${name} is found again.`, { tone: 'good' })
  } catch (error) {
    toastError(error)
  }
}
