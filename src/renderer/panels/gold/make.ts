import { call } from '../../client'
import { currentAuthorId } from '../../session/author'
import { apply, command } from '../../session/edit'
import { project } from '../../session/project'
import { toast, toastError } from '../../session/toasts'
import { plural } from '../../ui/format'
import type { Made } from './choice'
import { choose } from './choice'

/** A name no other recipe has. */
export function freeName(rule: string): string {
  const base = `Gold, ${rule.toLowerCase()}`
  const taken = new Set(project().snapshot?.golds.map(({ name }) => name))
  for (let n = 1; ; n++) {
    const name = n === 1 ? base : `${base} ${n}`
    if (!taken.has(name)) return name
  }
}

/** Save what is on the screen as a recipe, new or the one chosen. Answers its gold author and id; undefined when refused. */
export async function saveRecipe(
  made: Made,
  name: string
): Promise<{ readonly goldId: string; readonly goldAuthorId: string } | undefined> {
  const { query, recipe } = made
  if (!query) return undefined
  const { goldAuthorId: _, ...fields } = query
  const saved = await apply([command('gold-save', { ...fields, id: recipe?.id, name })])
  if (!saved) return undefined
  if (recipe) return { goldId: recipe.id, goldAuthorId: recipe.goldAuthorId }
  const [goldAuthorId, goldId] = saved.createdIds
  if (goldId === undefined || goldAuthorId === undefined) return undefined
  choose({ goldId })
  return { goldId, goldAuthorId }
}

/** Make the tracks of a recipe; saves it first where it is new or changed. */
export async function makeGold(made: Made, name: string): Promise<void> {
  const authorId = currentAuthorId()
  const saved =
    made.recipe && !made.changed
      ? { goldId: made.recipe.id }
      : await saveRecipe(made, made.recipe?.name ?? name)
  if (!saved || authorId === undefined) return
  try {
    const summary = await call('gold.run', { goldId: saved.goldId, authorId })
    const what =
      summary.traces.length > 0 ? plural(summary.traces.length, 'trace') : plural(summary.segments, 'segment')
    toast(`Gold standard made: ${what}${summary.byHand > 0 ? `, ${summary.byHand} by hand kept` : ''}.`, {
      tone: 'good'
    })
  } catch (error) {
    toastError(error)
  }
}

/** Delete the recipe; its tracks stay. */
export async function deleteRecipe(goldId: string): Promise<void> {
  if (await apply([command('gold-delete', { id: goldId })])) choose({ goldId: undefined })
}
