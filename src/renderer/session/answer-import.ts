import type { ImportAsked, ImportOptions } from '../../shared/domain/import-options'
import { closeDialog } from './dialogs'
import { askAbout } from './import-questions'
import { importPaths } from './open'
import { toast } from './toasts'

/** Import files again with what the user said about them, then ask about the rest. */
export async function answerImport(
  asked: readonly ImportAsked[],
  answers: ReadonlyMap<string, ImportOptions>
): Promise<void> {
  closeDialog()
  const answered = asked.filter(({ path }) => answers.has(path))
  for (const into of new Set(answered.map((one) => one.into))) {
    const options: Record<string, ImportOptions> = {}
    for (const { path } of answered.filter((one) => one.into === into))
      options[path] = answers.get(path) ?? {}
    await importPaths(Object.keys(options), { options, ...(into === undefined ? {} : { into }) })
  }
  askAbout(asked.filter(({ path }) => !answers.has(path)))
}

/** Leave the first of these files out, and ask about the rest. */
export function leaveOut(asked: readonly ImportAsked[]): void {
  const [first, ...rest] = asked
  closeDialog()
  if (first) toast(`${nameOf(first.path)} was not imported.`, { hint: 'Import it again whenever you like.' })
  askAbout(rest)
}

/** Last part of a path, for sentences. */
export const nameOf = (path: string): string => path.split(/[\\/]/).at(-1) ?? path
