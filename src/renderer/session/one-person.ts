import type { FoundFace } from '../../shared/contract/embeddings'
import { onePerson, onePersonCommands } from '../../shared/embedding/one-person'
import { newId } from './desk-segments'
import { apply, command, undo } from './edit'
import { personOf, project } from './project'
import { toast } from './toasts'

/** Say that two faces are one person, in one edit that one undo takes back. */
export async function sayOnePerson(a: FoundFace, b: FoundFace): Promise<void> {
  const what = onePerson(a, b)
  const person = { id: newId(), name: freeName() }
  const commands = onePersonCommands(what, person)
  if (commands.length === 0 || !(await apply(commands.map(({ id, input }) => command(id, input))))) return
  const kept = what.kind === 'merge' ? what.kept : what.kind === 'say' ? what.personId : person.id
  toast(`Both faces are ${personOf(kept)?.name ?? person.name} now.`, {
    tone: 'good',
    action: { label: 'Undo', run: () => void undo() }
  })
}

/** "Person 5", or the next number that nobody has. */
function freeName(): string {
  const names = new Set([...project().index.persons.values()].map(({ name }) => name))
  let number = names.size + 1
  while (names.has(`Person ${number}`)) number++
  return `Person ${number}`
}
