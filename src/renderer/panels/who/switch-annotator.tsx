import type { ReactNode } from 'react'
import { chooseAuthor, useCurrentAuthor } from '../../session/author'
import { closeDialog } from '../../session/dialogs'
import { authorOf, useProject } from '../../session/project'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { plural } from '../../ui/format'

/** Asks whether somebody else sits here now, because labels appear that the present annotator must not see. */
export default function SwitchAnnotator({ authorId }: { authorId: string }): ReactNode {
  const me = useCurrentAuthor()
  const blind = useProject((state) => state.snapshot?.viewer.blindRecordingIds.length ?? 0)
  const name = authorOf(authorId)?.name ?? 'somebody else'
  const go = (): void => {
    closeDialog()
    chooseAuthor(authorId, true)
  }
  return (
    <Dialog
      title={`Hand over to ${name}?`}
      widthPx={440}
      onClose={closeDialog}
      foot={
        <>
          <Button onClick={closeDialog}>Stay {me?.name}</Button>
          <Button tone="primary" onClick={go}>
            Work as {name}
          </Button>
        </>
      }
    >
      <p>
        {me?.name ?? 'The annotator'} works blind on {plural(blind, 'recording')}. {name} sees what others say
        about {blind === 1 ? 'it' : 'them'}, and {me?.name ?? 'the annotator'} must not look on.
      </p>
      <p className="faint">The change is written into the history of the project.</p>
    </Dialog>
  )
}
