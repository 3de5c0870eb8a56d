import type { EditableScheme } from '../../../shared/scheme/editable-scheme'
import { readScheme } from '../../../shared/scheme/read-scheme'
import { toast } from '../../session/toasts'

/** Save a scheme as a JSON file; its name says the version. */
export function exportScheme(scheme: EditableScheme): void {
  const text = `${JSON.stringify(scheme, undefined, 2)}\n`
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  link.download = `${scheme.id}-v${scheme.version ?? '1'}.json`
  link.click()
  // The download has taken the blob by then; the address would keep it in memory.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

/** Largest file that is read as a scheme, bytes; the shipped ones have some ten thousand. */
const MOST_BYTES = 5_000_000

/** Read a scheme from a file that the user chose; what is wrong with it is told as a sentence with the place. */
export async function importScheme(file: File): Promise<EditableScheme | undefined> {
  if (file.size > MOST_BYTES) {
    toast(`${file.name} is too large for a label scheme (${Math.round(file.size / 1e6)} MB).`, {
      tone: 'bad',
      hint: 'A scheme is a short JSON text.'
    })
    return undefined
  }
  const read = readScheme(await file.text(), file.name)
  if (read.ok) return read.value
  const { message, hint } = read.error
  toast(message, { tone: 'bad', ...(hint === undefined ? {} : { hint }) })
  return undefined
}
