import type { SchemeRow } from '../domain/rows'
import { SchemeDocument } from '../domain/scheme'
import { attributeTask } from '../values/attribute'
import { answersOf } from '../values/edit-value'
import { builtIn } from './built-in'
import { Questionnaire, type QuestionnaireItem } from './questionnaire'

/** Units of attributes that are answered once, not along the time. */
const ONCE: ReadonlySet<string> = new Set(['person', 'recording', 'trial'])

/**
 * Every questionnaire of a project: the built-in ones, documents kept among the schemes, and schemes with attributes
 * that are answered once for a person, recording or trial.
 */
export function questionnairesOf(schemes: readonly SchemeRow[]): readonly Questionnaire[] {
  const own = schemes.flatMap((scheme) => fromScheme(scheme) ?? [])
  const taken = new Set(own.map(({ id }) => id))
  return [...builtIn.filter(({ id }) => !taken.has(id)), ...own]
}

/** The questionnaire with this id; undefined when the project has none. */
export const questionnaireOf = (id: string, schemes: readonly SchemeRow[]): Questionnaire | undefined =>
  questionnairesOf(schemes).find((questionnaire) => questionnaire.id === id)

/** A questionnaire is kept in the document of a scheme, so that it is versioned and undone like one. */
export function fromScheme(scheme: SchemeRow): Questionnaire | undefined {
  const known = cache.get(scheme)
  if (known !== undefined) return known ?? undefined
  const found = documentIn(scheme) ?? fromAttributes(scheme)
  cache.set(scheme, found ?? null)
  return found
}
const cache = new WeakMap<SchemeRow, Questionnaire | null>()

const documentIn = ({ document }: SchemeRow): Questionnaire | undefined =>
  typeof document === 'object' && document !== null && 'questionnaire' in document
    ? Questionnaire.safeParse(document.questionnaire).data
    : undefined

/** The scheme document that holds a questionnaire: its scaled items as ordinal attributes of a recording. */
export function schemeDocumentOf(questionnaire: Questionnaire): object {
  return {
    schema: 'affectory.labels/1',
    id: questionnaire.id,
    name: questionnaire.name,
    ...(questionnaire.source === undefined ? {} : { source: questionnaire.source }),
    attributes: questionnaire.items.map((item) => ({
      id: item.id,
      name: item.text,
      unit: 'recording',
      ...(item.kind === 'text'
        ? { type: 'free-text' }
        : item.kind === 'choice'
          ? {
              type: 'categorical',
              labels: item.choices?.map(({ id, name }) => ({ id, name: { en: name } }))
            }
          : { type: 'ordinal', levels: item.answers ?? questionnaire.answers })
    })),
    questionnaire
  }
}

function fromAttributes(scheme: SchemeRow): Questionnaire | undefined {
  const document = SchemeDocument.safeParse(scheme.document).data
  const asked = document?.attributes.filter(({ unit }) => ONCE.has(unit)) ?? []
  const items = asked.flatMap((attribute): readonly object[] => {
    const task = attributeTask(scheme, attribute.id)
    if (!task) return []
    const item = (rest: Partial<QuestionnaireItem> & { id: string; text: string }): object => rest
    switch (task.kind) {
      case 'label':
        return [
          item({
            id: task.id,
            text: task.name,
            kind: 'choice',
            choices: task.labels.map(({ id, name }) => ({ id, name }))
          })
        ]
      case 'labels':
        return task.levels.length > 1
          ? task.labels.map((label) =>
              item({ id: `${task.id}.${label.id}`, text: label.name, answers: [...task.levels] })
            )
          : []
      case 'ratings':
        return task.dimensions.map((dimension) =>
          item({
            id: task.dimensions.length > 1 ? `${task.id}.${dimension.id}` : task.id,
            text: dimension.name,
            kind: dimension.widget === 'sam' ? 'pictures' : 'scale',
            answers:
              dimension.levels.length > 0
                ? [...dimension.levels]
                : answersOf(dimension).map((value) => ({ value }))
          })
        )
      case 'explanation':
      case 'terms':
        return [item({ id: task.id, text: task.name, kind: 'text' })]
      default:
        return []
    }
  })
  return items.length === 0
    ? undefined
    : Questionnaire.safeParse({
        schema: 'affectory.questionnaire/1',
        id: scheme.id,
        name: scheme.name,
        items
      }).data
}
