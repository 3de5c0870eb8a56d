import type { ReactNode } from 'react'
import type { Explained } from '../../../shared/explain/explained'
import { ROW_SUM_TOLERANCE, type ModelMap } from '../../../shared/explain/model-map'
import { weightCells, within } from '../../../shared/explain/picture-cells'
import { boxOf } from '../../session/why-on-video'
import { plural } from '../../ui/format'
import { PatchCells } from '../../ui/patch-cells'
import { LookedAtPicture } from './looked-at-picture'
import { PlainMap } from './plain-map'
import { SoundMap } from './sound-map'
import { TextMap } from './text-map'

/** Where the model itself says that it looked, drawn on the sound, the text or the picture. */
export function ModelMaps({
  recordingId,
  made
}: {
  readonly recordingId: string
  readonly made: Explained
}): ReactNode {
  return (made.maps ?? []).map((map) => (
    <div key={map.outputId} className="why-stream" role="group" aria-label={`Output ${map.outputId}`}>
      <h3>{map.outputId}</h3>
      <Drawn recordingId={recordingId} made={made} map={map} />
      <p className="faint why-method">{notesOf(map).join(' ')}</p>
    </div>
  ))
}

function Drawn({
  recordingId,
  made,
  map
}: {
  readonly recordingId: string
  readonly made: Explained
  readonly map: ModelMap
}): ReactNode {
  const { from, to } = map
  if (to.kind === 'columns') {
    const cells = weightCells(map)
    const place = made.seen && within(boxOf(map.box, made.seen), made.seen.box)
    return (
      <LookedAtPicture recordingId={recordingId} made={made} onVideo={{ output: map.outputId }}>
        <PatchCells
          cells={cells}
          {...(place ? { place } : {})}
          label="Where the model looked in the picture"
          titleOf={({ value }) => (value === null ? 'no number' : value.toPrecision(3))}
        />
      </LookedAtPicture>
    )
  }
  if (to.kind === 'time' || from?.kind === 'time')
    return <SoundMap recordingId={recordingId} start={made.start} end={made.end} map={map} />
  if (to.kind === 'pieces') return <TextMap map={map} />
  return <PlainMap map={map} />
}

/** What the weights are, and what is not as it should be. */
function notesOf({ task, heads, sums, from, to }: ModelMap): string[] {
  const notes = [
    task === 'attention'
      ? 'Attention: how much of each place goes into the model’s sum, as the model gives it.'
      : 'Heatmap, as the model gives it: from its smallest value (clear) to its largest.'
  ]
  if (heads !== undefined) notes.push(`The mean of ${plural(heads, 'head')}.`)
  if (sums)
    notes.push(
      sums.off === 0
        ? `${sums.rows === 1 ? 'The row adds' : 'All rows add'} up to 1 (within ${ROW_SUM_TOLERANCE}).`
        : `${sums.off} of ${plural(sums.rows, 'row')} do not add up to 1, by up to ${sums.worst.toPrecision(2)}: these are no shares.`
    )
  const sides = [from, to]
  const timed = sides.find((axis) => axis?.kind === 'pieces' && axis.timesBy)
  // Times matter only where the words stand beside the sound.
  if (timed?.kind === 'pieces' && sides.some((axis) => axis?.kind === 'time'))
    notes.push(
      timed.timesBy === 'words'
        ? 'Times of words are those of a track with a segment for each of them.'
        : 'Times of words are in proportion to their letters, since no track has a segment for each of them.'
    )
  return notes
}
