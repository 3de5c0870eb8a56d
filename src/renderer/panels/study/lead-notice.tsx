import { KeyRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { undo } from '../../session/edit'
import { useLeads, useMayLead } from '../../session/lead'
import { useProject } from '../../session/project'
import { saveAuthor } from '../../session/row-edits'
import { toast } from '../../session/toasts'
import { leadNames } from '../../../shared/study/may-lead'
import type { Author } from '../../../shared/domain/rows'
import { Button } from '../../ui/button'
import { AuthorDot } from '../../ui/chip'
import { Menu } from '../../ui/menu'
import { Notice } from '../../ui/notice'

/** Who leads the study; where nobody is named, that everybody does, with the way to name somebody. */
export function LeadNotice({ blind }: { readonly blind: boolean }): ReactNode {
  const authors = useProject((state) => state.snapshot?.authors) ?? []
  const leads = useLeads()
  const leading = useMayLead()
  const people = authors.filter(({ kind }) => kind === 'human')
  if (leads.length > 0)
    return leading ? null : (
      <Notice icon={<KeyRound size={14} />}>
        {leadNames(authors)} {leads.length === 1 ? 'leads' : 'lead'} this study: work is given, locked and
        revealed, and gold standards are decided, by {leads.length === 1 ? 'this person' : 'them'} only.
      </Notice>
    )
  if (people.length < 2 || blind) return null
  return (
    <Notice
      icon={<KeyRound size={14} />}
      action={
        <Menu
          align="end"
          items={() =>
            people.map((author) => ({
              title: author.name,
              icon: <AuthorDot color={author.color} kind={author.kind} />,
              run: () => void name(author)
            }))
          }
        >
          <Button size="small">Name a lead…</Button>
        </Menu>
      }
    >
      Nobody is named as lead, so everybody who is not the annotator may give work, lock it and reveal it.
    </Notice>
  )
}

async function name({ id, name }: Author): Promise<void> {
  if (await saveAuthor({ id, lead: true }))
    toast(`${name} leads this study now.`, { action: { label: 'Undo', run: () => void undo() } })
}
