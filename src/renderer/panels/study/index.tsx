import { ClipboardList } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { runAction } from '../../session/actions'
import { useCurrentAuthor } from '../../session/author'
import { useMayLead } from '../../session/lead'
import { useProject } from '../../session/project'
import { Button } from '../../ui/button'
import { Empty } from '../../ui/empty'
import { PanelHead } from '../../ui/panel-head'
import { Tabs } from '../../ui/tabs'
import { AssignmentRows } from './assignment-rows'
import { BlindNotice } from './blind-notice'
import { ItemTable } from './item-table'
import { LeadNotice } from './lead-notice'
import { MyWork } from './my-work'
import { PeopleView } from './people-view'
import { Perspectives } from './perspectives'
import './study.css'

const VIEWS = [
  { id: 'work', title: 'Assignments' },
  { id: 'people', title: 'People and groups' },
  { id: 'perspectives', title: 'Perspectives' }
] as const

/** Who labels what, how far they are, and whom the recordings are about. */
export default function Study(): ReactNode {
  const [view, setView] = useState<View>('work')
  const blind = useProject((state) => (state.snapshot?.viewer.blindRecordingIds.length ?? 0) > 0)
  return (
    <section className="panel study" data-keys="bench">
      <PanelHead>
        <Tabs label="Part of the study" value={view} options={VIEWS} onChange={setView} />
      </PanelHead>
      <div className="panel-body study-body">
        <Tools view={view} blind={blind} />
        {view === 'work' && <LeadNotice blind={blind} />}
        {parts[view]}
      </div>
    </section>
  )
}

type View = (typeof VIEWS)[number]['id']

/** What a lead can do here. Whoever works blind has one thing to do, so nothing else is offered. */
function Tools({ view, blind }: { view: View; blind: boolean }): ReactNode {
  const leads = useMayLead()
  const work = blind ? [] : leadTools.filter(([, action]) => leads || action !== 'study.assign')
  const tools = view === 'work' ? work : view === 'people' ? peopleTools : []
  if (tools.length === 0) return null
  return (
    <div className="study-tools">
      {tools.map(([title, action]) => (
        <Button key={action} size="small" onClick={() => runAction(action)}>
          {title}
        </Button>
      ))}
    </div>
  )
}

const leadTools = [
  ['New assignment…', 'study.assign'],
  ['Send out…', 'study.package'],
  ['Merge…', 'study.merge']
] as const
const peopleTools = [
  ['Add a person…', 'person.add'],
  ['Add a group…', 'group.add']
] as const

const parts = { work: <Work />, people: <PeopleView />, perspectives: <Perspectives /> } as const

function Work(): ReactNode {
  const all = useProject((state) => state.snapshot?.assignments) ?? []
  const me = useCurrentAuthor()
  const leads = useMayLead()
  const blind = useProject((state) => (state.snapshot?.viewer.blindRecordingIds.length ?? 0) > 0)
  const [chosenId, setChosenId] = useState<string>()
  const mine = all.filter(({ authorId }) => authorId === me?.id)
  // How far others are is no business of somebody who works blind.
  const assignments = blind && mine.length > 0 ? mine : all
  const chosen = assignments.find(({ id }) => id === chosenId) ?? mine[0] ?? assignments[0]
  if (!chosen)
    return (
      <Empty
        icon={<ClipboardList size={20} />}
        title="Nothing is assigned yet"
        action={
          leads && (
            <Button tone="primary" onClick={() => runAction('study.assign')}>
              New assignment…
            </Button>
          )
        }
      >
        Give recordings to annotators, in one order for all or balanced over them, blind or not, and see here
        how far everybody is. Practice with known answers works the same way.
      </Empty>
    )
  return (
    <>
      <BlindNotice />
      <MyWork />
      <AssignmentRows assignments={assignments} chosenId={chosen.id} onChoose={setChosenId} />
      <ItemTable key={chosen.id} assignment={chosen} />
    </>
  )
}
