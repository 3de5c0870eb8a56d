import type { ReactNode } from 'react'
import { closeDialog } from '../../session/dialogs'
import { Dialog } from '../../ui/dialog'
import { Prose } from '../../ui/prose'

/** The job from first file to exported dataset, on one page. */
export default function Handbook(): ReactNode {
  return (
    <Dialog title="Handbook" widthPx={640} reading onClose={closeDialog}>
      <Prose text={PAGES} />
    </Dialog>
  )
}

const PAGES = `
## Bring recordings in
Drop files or folders anywhere, or press Ctrl+I. Files stay where they are: the project keeps their path, size and a content hash, and never changes them. When a file has moved, the library marks its recording; the secondary button finds it again. Formats the window cannot play (AVI, WMV, HEVC, ProRes, AIFF) are played through a copy that your ffmpeg makes in the background.

## Label
- **Space** plays, **Left** and **Right** step one frame, **I** and **O** mark the start and the end of a segment, **1** to **9** label it.
- Hold a digit while playing: the segment lasts as long as you hold it.
- **[** and **]** move the edges of the selected segment to the playhead, **S** splits, **Shift+M** merges, **C** comments, **F** flags, **0** says that you cannot rate.
- Every edit is saved at once with your name and the time. **Ctrl+Z** undoes your own edits, without a limit. The inspector shows the history of a segment and brings any state back.

## Several annotators
Choose who you are at the top right. Each annotator has tracks of their own; what others made can be seen, compared and commented, not changed.

## Run models
Open Models, read the card of the model once, choose recordings and run. Results come in as hatched tracks while the job goes on; it can be cancelled and resumed. A prediction stays as the model made it: **Y** copies it to your track, **N** marks it as wrong.

## Compare
Choose two authors, people or models. A click on a cell of the confusion table fills the sample queue; **G** plays the next moment. Correct a label there and the numbers follow. Every number shows how it was made, how many items it used and what was left out; the card is copied with the number.

## Export
Segments and per-frame predictions as CSV and JSON, with a card that names the revision, the schemes, the authors, the models and their hashes.

## Keys
**F1** lists every key and changes it, **Ctrl+K** finds everything, **F6** goes from one part of the window to the next.
`
