import { ClipboardList } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { runAction } from '../../session/actions'
import { useProject } from '../../session/project'
import { Button } from '../../ui/button'
import { Empty } from '../../ui/empty'
import { PanelHead } from '../../ui/panel-head'
import { Tabs } from '../../ui/tabs'
import { AssignmentRows } from './assignment-rows'
import { BlindNotice } from './blind-notice'
import { ItemTable } from './item-table'
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
  const [view, setView] = useState<(typeof VIEWS)[number]['id']>('work')
  const blind = useProject((state) => (state.snapshot?.viewer.blindRecordingIds.length ?? 0) > 0)
  return (
    <section className="panel study" data-keys="bench">
      <PanelHead>
        <Tabs label="Part of the study" value={view} options={VIEWS} onChange={setView} />
        {view === 'work' ? (
          <>
            <Button size="small" disabled={blind} onClick={() => runAction('study.assign')}>
              New assignment…
            </Button>
            <Button size="small" disabled={blind} onClick={() => runAction('study.package')}>
              Send out…
            </Button>
            <Button size="small" disabled={blind} onClick={() => runAction('study.merge')}>
              Merge…
            </Button>
          </>
        ) : view === 'people' ? (
          <>
            <Button size="small" onClick={() => runAction('person.add')}>
              Add a person…
            </Button>
            <Button size="small" onClick={() => runAction('group.add')}>
              Add a group…
            </Button>
          </>
        ) : null}
      </PanelHead>
      <div className="panel-body study-body">{parts[view]}</div>
    </section>
  )
}

const parts = { work: <Work />, people: <PeopleView />, perspectives: <Perspectives /> } as const

function Work(): ReactNode {
  const assignments = useProject((state) => state.snapshot?.assignments) ?? []
  const [chosenId, setChosenId] = useState<string>()
  const chosen = assignments.find(({ id }) => id === chosenId) ?? assignments[0]
  if (!chosen)
    return (
      <Empty
        icon={<ClipboardList size={20} />}
        title="Nothing is assigned yet"
        action={
          <Button tone="primary" onClick={() => runAction('study.assign')}>
            New assignment…
          </Button>
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
