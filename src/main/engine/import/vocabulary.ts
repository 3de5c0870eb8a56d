import { createHash } from 'node:crypto'
import { knownEmotion } from '../../../shared/domain/known-emotion'
import { CANNOT_RATE, type SchemeRow } from '../../../shared/domain/rows'
import type { DocumentScheme } from '../interchange/document'

/** The shipped scheme that labels of these names go to. */
export const EKMAN7 = { schemeId: 'ekman7', attributeId: 'emotion' } as const
const ekman = new Set(['neutral', 'anger', 'disgust', 'fear', 'happiness', 'sadness', 'surprise'])

/** Labels of a file and the scheme that they belong to here. */
export interface Vocabulary {
  readonly schemeId: string
  readonly attributeId: string
  /** Label id here by label id of the file. */
  readonly ids: ReadonlyMap<string, string>
  /** Absent for a shipped scheme. */
  readonly scheme?: SchemeRow
}

/** How the labels are given: one for a segment, several (with intensities), or as shares of 1. */
export type LabelType = 'categorical' | 'multilabel' | 'distribution'

/** The scheme for labels that were used, and for those that the file's own scheme `given` lists; a shipped one where they mean the same. */
export function vocabularyOf(
  tierName: string,
  usedLabels: readonly string[],
  given: DocumentScheme | undefined,
  type: LabelType = 'categorical'
): Vocabulary {
  const used = [...new Set(usedLabels)].filter((label) => label !== CANNOT_RATE)
  const known = new Set(given?.labels.map(({ id }) => id))
  const labels = [
    ...(given?.labels ?? []),
    ...used.filter((label) => !known.has(label)).map((id) => ({ id, name: id }))
  ]
  const emotions = labels.map(({ id, name }) => [id, knownEmotion(name)?.id] as const)
  if (
    type === 'categorical' &&
    emotions.every(([, emotion]) => emotion !== undefined && ekman.has(emotion)) &&
    new Set(emotions.map(([, emotion]) => emotion)).size === labels.length
  )
    return { ...EKMAN7, ids: new Map(emotions.map(([id, emotion]) => [id, emotion ?? id])) }
  const taken = new Set<string>([CANNOT_RATE])
  const ids = new Map<string, string>()
  const rows = labels.map((label, i) => {
    const slug = slugOf(label.name) || `label-${i + 1}`
    let id = slug
    for (let copy = 2; taken.has(id); copy++) id = `${slug}-${copy}`
    taken.add(id)
    ids.set(label.id, id)
    return {
      id,
      name: { en: label.name || id },
      ...('color' in label && label.color ? { color: label.color } : {}),
      ...('definition' in label && label.definition ? { definition: label.definition } : {})
    }
  })
  const name = given?.name || tierName
  // The same vocabulary in several files is one scheme.
  const key = createHash('sha256')
    .update(JSON.stringify(type === 'categorical' ? [name, rows] : [name, rows, type]))
    .digest('hex')
    .slice(0, 8)
  const id = `${slugOf(name).slice(0, 40) || 'labels'}-${key}`
  const document = {
    schema: 'affectory.labels/1',
    id,
    name,
    version: '1',
    attributes: [{ id: 'label', type, unit: 'segment', labels: rows }]
  }
  return { schemeId: id, attributeId: 'label', ids, scheme: { id, name, version: '1', document } }
}

export const slugOf = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 50)
