import type { ReactNode } from 'react'
import { applyDigit } from '../../session/desk-label'
import { closeDialog, type Dialogs } from '../../session/dialogs'
import { apply } from '../../session/edit'
import { personsHere, trackForEach } from '../../session/persons-here'
import { refreshProject, schemeOf, tracksOf } from '../../session/project'
import { select } from '../../session/selection'
import { AuthorDot } from '../../ui/chip'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { Kbd } from '../../ui/kbd'
import './track.css'

/** A scheme that asks about each person is about to be used: whom is this about? Tracks that are missing are made. */
export default function AboutWhom(props: Dialogs['about-whom']): ReactNode {
  const { recordingId, authorId, schemeId, attributeId, digit } = props
  const persons = personsHere(recordingId)
  const choose = async (personId: string): Promise<void> => {
    closeDialog()
    const mine = tracksOf(recordingId).filter(
      (track) =>
        track.authorId === authorId && track.schemeId === schemeId && track.attributeId === attributeId
    )
    const missing = persons.filter(({ id }) => !mine.some((track) => track.personId === id))
    const made = trackForEach(missing, { recordingId, authorId, schemeId, attributeId, name: props.name })
    if (made.length > 0) {
      if (!(await apply(made.map(({ call }) => call)))) return
      await refreshProject()
    }
    const trackId =
      mine.find((track) => track.personId === personId)?.id ??
      made.find((each) => each.personId === personId)?.trackId
    if (trackId === undefined) return
    select({ trackId })
    if (digit !== undefined) await applyDigit(digit)
  }
  return (
    <Dialog
      title="Whom is this about?"
      widthPx={380}
      onClose={closeDialog}
      foot={<Button onClick={closeDialog}>Cancel</Button>}
    >
      <div
        className="about-whom"
        role="group"
        aria-label="Persons in this recording"
        onKeyDown={(event) => {
          const person = /^[1-9]$/.test(event.key) ? persons[Number(event.key) - 1] : undefined
          if (person) void choose(person.id)
        }}
      >
        {persons.map((person, index) => (
          <Button key={person.id} onClick={() => void choose(person.id)}>
            <AuthorDot color={person.color} kind="human" /> {person.name}
            <span className="grow" />
            {index < 9 && <Kbd>{index + 1}</Kbd>}
          </Button>
        ))}
      </div>
      <p className="muted">
        {schemeOf(schemeId)?.name ?? 'The scheme'} asks about each person, so each gets a track of yours.
      </p>
    </Dialog>
  )
}
