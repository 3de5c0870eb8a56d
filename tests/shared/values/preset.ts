import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { SchemeRow } from '../../../src/shared/domain/rows'
import { attributeTask, type AttributeTask } from '../../../src/shared/values/attribute'

const folder = join(import.meta.dirname, '../../../resources/schemes')

/** Ids of the label schemes that the app ships. */
export const presetIds = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.replace('.json', ''))

/** A label scheme that the app ships, as it stands in a project. */
export function preset(id: string): SchemeRow {
  const document = JSON.parse(readFileSync(join(folder, `${id}.json`), 'utf8')) as { name: string }
  return { id, name: document.name, version: '1', document }
}

/** What an attribute of a shipped scheme asks for. */
export function taskOf(id: string, attribute: string): AttributeTask {
  const task = attributeTask(preset(id), attribute)
  if (!task) throw new Error(`no attribute ${attribute} in ${id}`)
  return task
}

/** A scheme of one attribute, with what a test needs. */
export function schemeWith(attribute: object, constraints: readonly object[] = []): SchemeRow {
  return {
    id: 'test',
    name: 'Test',
    version: '1',
    document: {
      schema: 'affectory.labels/1',
      id: 'test',
      name: 'Test',
      attributes: [{ id: 'a', unit: 'segment', ...attribute }],
      constraints
    }
  }
}
