import { selectedSegments } from '../desk-segments'
import { labelReading } from './mark-edits'
import { openPage, pageStore } from './page-choice'
import { labelPicture } from './pictures'

/** What a digit means in a gallery or a document; undefined where it means what it does on the rest of the desk. */
export function pageDigit(digit: number): Promise<void> | undefined {
  const { keys } = pageStore.getState()
  if (openPage('image') && (keys === 'gallery' || selectedSegments().length === 0)) return labelPicture(digit)
  if (openPage('document') && keys === 'reading') return labelReading(digit)
  return undefined
}
