import { Users } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Person } from '../../../shared/domain/rows'
import { agreedFields } from '../../../shared/study/withhold'
import { runAction } from '../../session/actions'
import { openDialog } from '../../session/dialogs'
import { useProject } from '../../session/project'
import { Button } from '../../ui/button'
import { AuthorDot } from '../../ui/chip'
import { Empty } from '../../ui/empty'
import { Table } from '../../ui/table'
import type { Column } from '../../ui/table'
import { Folds } from './folds'

/** More columns than this do not fit; the rest stands in each person's own dialogue. */
const MOST_FIELDS = 6

/** Persons with their codes, roles, agreed facts and groups, and the folds that never part a group. */
export function PeopleView(): ReactNode {
  const persons = useProject((state) => state.snapshot?.persons) ?? []
  const groups = useProject((state) => state.snapshot?.groupings) ?? []
  if (persons.length === 0)
    return (
      <Empty
        icon={<Users size={20} />}
        title="Nobody is named yet"
        action={
          <Button tone="primary" onClick={() => runAction('person.add')}>
            Add a person…
          </Button>
        }
      >
        Name who is seen and heard, with a code for exports, the facts they agree to share, and the channel
        they speak on. Groups keep couples, families and classes together.
      </Empty>
    )
  const fields = [...new Set(persons.flatMap((person) => agreedFields(person).map(({ name }) => name)))]
  const groupsOf = (person: Person): string =>
    groups
      .filter(({ personIds }) => personIds.includes(person.id))
      .map(({ name }) => name)
      .join(', ')
  const columns: readonly Column<Person>[] = [
    {
      id: 'name',
      title: 'Person',
      width: 'minmax(120px, 1fr)',
      cell: (person) => (
        <>
          <AuthorDot color={person.color} kind="human" /> {person.name}
        </>
      ),
      sort: ({ name }) => name
    },
    {
      id: 'code',
      title: 'Code',
      width: '76px',
      cell: ({ details }) => <span className="mono">{details?.code}</span>,
      sort: ({ details }) => details?.code
    },
    {
      id: 'role',
      title: 'Role',
      width: '104px',
      cell: ({ details }) => details?.role,
      sort: ({ details }) => details?.role
    },
    { id: 'group', title: 'Groups', width: '130px', cell: groupsOf, sort: groupsOf },
    ...fields.slice(0, MOST_FIELDS).map((field): Column<Person> => ({
      id: `field ${field}`,
      title: field,
      width: '96px',
      cell: (person) => valueOf(person, field),
      sort: (person) => valueOf(person, field)
    })),
    {
      id: 'withheld',
      title: 'Withheld',
      width: '76px',
      align: 'right',
      cell: ({ details }) => (
        <span className="mono">{details?.fields.filter(({ consent }) => !consent).length || ''}</span>
      )
    }
  ]
  return (
    <>
      <section className="study-items">
        <h3>
          People<span className="muted">Facts without consent are shown nowhere and never exported.</span>
        </h3>
        <Table
          label="People"
          rows={persons}
          keyOf={({ id }) => id}
          onOpen={({ id }) => openDialog({ id: 'person', props: { personId: id } })}
          columns={columns}
        />
      </section>
      <Folds />
    </>
  )
}

const valueOf = (person: Person, field: string): string | undefined =>
  agreedFields(person).find(({ name }) => name === field)?.value
