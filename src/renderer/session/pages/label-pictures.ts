import type { PageLabel } from '../../../shared/contract'
import { CANNOT_RATE, type Recording } from '../../../shared/domain/rows'
import { digitAnswer } from '../../../shared/values/value-keys'
import { asksForValue } from '../desk-values'
import { apply, command } from '../edit'
import { toast } from '../toasts'
import { focusIn, focusPart } from '../value-focus'
import type { ChosenAttribute } from './page-choice'

/** What one key says of several pictures. */
interface Answer {
  readonly recordingIds: readonly string[]
  readonly label?: string
  readonly value?: PageLabel['value'] | null
}

/** Which part of an answer digits give next is remembered for these pictures together. */
const together = (ids: readonly string[]): string => `pictures ${ids[0] ?? ''} ${ids.length}`

/** A digit says the same of several pictures, as one edit. `by`: what is said of them now. Answers whether it was done. */
export async function labelPictures(
  pictures: readonly Recording[],
  attribute: ChosenAttribute,
  digit: number,
  by: ReadonlyMap<string, PageLabel>
): Promise<boolean> {
  const { schemeId, attributeId } = attribute
  const ids = pictures.map(({ id }) => id)
  const answers =
    digit > 0 && asksForValue(attribute.task) ? valued(ids, attribute, digit, by) : one(ids, attribute, digit)
  if (!answers) return false
  return (await apply([command('pages-answer', { schemeId, attributeId, answers })])) !== undefined
}

function one(
  recordingIds: readonly string[],
  { labels }: ChosenAttribute,
  digit: number
): readonly Answer[] | undefined {
  const label = digit === 0 ? CANNOT_RATE : labels.find(({ key }) => key === String(digit))?.id
  if (label !== undefined) return [{ recordingIds, label }]
  toast(`No label of this scheme has the key ${digit}.`)
  return undefined
}

/** Where answers are built up, each picture goes on from its own; those that come to say the same stand together. */
function valued(
  ids: readonly string[],
  { task }: ChosenAttribute,
  digit: number,
  by: ReadonlyMap<string, PageLabel>
): readonly Answer[] | undefined {
  const values = ids.map((id) => by.get(id)?.value)
  const key = digitAnswer(task, digit, { ...focusIn(together(ids)), values })
  if (!key.ok) {
    toast(key.error.message, { hint: key.error.hint })
    return undefined
  }
  const same = Map.groupBy(ids, (id) => JSON.stringify(key.value.change(by.get(id)?.value) ?? null))
  if (key.value.nextPart !== undefined) focusPart(together(ids), key.value.nextPart)
  return [...same].map(([value, recordingIds]) => ({
    recordingIds,
    value: JSON.parse(value) as Answer['value']
  }))
}
