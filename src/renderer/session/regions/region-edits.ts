import type { CommandCall } from '../../../shared/contract'
import type { Segment, Track } from '../../../shared/domain/rows'
import { micros } from '../../../shared/domain/time'
import { hiddenFrom, keyAt, shownFrom, withKey, withoutKey } from '../../../shared/regions/edit-region'
import { placeInside, regionOf } from '../../../shared/regions/region'
import type { Place, Region } from '../../../shared/regions/region'
import { regionAt } from '../../../shared/regions/region-at'
import { clock } from '../clock'
import { activeTrack, canEdit, newId, selectedSegments, targetTrack, usualScheme } from '../desk-segments'
import { currentAuthorId } from '../author'
import { edit, preview, shownSegments } from '../drafts'
import { command } from '../edit'
import { trackOf, tracksOf } from '../project'
import { select, selection } from '../selection'
import { toast } from '../toasts'
import { refusedByLock } from '../track-edits'
import { viewport } from '../viewport'
import { pictureTime, regionSegments, setRegionView } from './region-view'

/** How long a new region lasts where nothing else ends it, microseconds. */
const NEW_LASTS = 5_000_000

/** The selected segment with a region. */
export function selectedRegion(): { readonly segment: Segment; readonly region: Region } | undefined {
  for (const segment of selectedSegments()) {
    const region = regionOf(segment.value)
    if (region) return { segment, region }
  }
  return undefined
}

/** The edit that puts a segment's region somewhere in the picture shown now. */
export function placeCommand(segment: Segment, region: Region, place: Place): CommandCall {
  const { shape, keys } = withKey(region, pictureTime(clock.get()), placeInside(place))
  return command('region-set', { id: segment.id, shape, keys })
}

/** Show where a drag has taken a region so far. */
export function previewPlace(segment: Segment, region: Region, place: Place): void {
  const { recordingId } = selection()
  if (recordingId !== undefined) preview(recordingId, [placeCommand(segment, region, place)])
}

/** Put a region somewhere in the picture shown now; one edit. */
export async function setPlace(segment: Segment, region: Region, place: Place): Promise<void> {
  const { recordingId } = selection()
  if (recordingId === undefined || refusedByLock([trackOf(segment.trackId)])) return
  await edit(recordingId, [placeCommand(segment, region, place)])
}

/** A region was drawn: the selected segment gets it when it has none, else it is a new thing on a track of its own. */
export async function drawRegion(place: Place, shape: Region['shape']): Promise<void> {
  const { recordingId } = selection()
  setRegionView({ drawing: undefined, shown: true })
  if (recordingId === undefined) return
  const now = clock.get()
  const at = pictureTime(now)
  const keys = [{ at, ...placeInside(place) }]
  const plain = selectedSegments().find(
    (segment) =>
      canEdit(trackOf(segment.trackId)) && !segment.value && segment.start <= now && now < segment.end
  )
  if (plain) {
    await edit(recordingId, [command('region-set', { id: plain.id, shape, keys })])
    return
  }
  const target = regionTarget(recordingId, now)
  if (!target) return
  const id = newId()
  const end = micros(Math.min(clock.state().duration || Infinity, at + NEW_LASTS))
  select({ trackId: target.trackId, segmentIds: [id], range: undefined })
  const made = await edit(recordingId, [
    ...target.before,
    command('segment-create', {
      id,
      trackId: target.trackId,
      start: at,
      end,
      value: { kind: 'region', shape, keys }
    })
  ])
  if (!made) return select({ segmentIds: [] })
  viewport.getState().reveal(at, end)
}

/** Where a new region goes: the chosen track of regions where it is free, else a new one. */
function regionTarget(
  recordingId: string,
  now: number
): { readonly trackId: string; readonly before: readonly CommandCall[] } | undefined {
  const chosen = activeTrack()
  if (chosen && canEdit(chosen) && holdsRegions(chosen) && isFree(chosen, now))
    return { trackId: chosen.id, before: [] }
  const beside = targetTrack(recordingId)?.track
  const schemeId = beside?.schemeId ?? usualScheme(recordingId)?.id
  const authorId = currentAuthorId()
  if (schemeId === undefined || authorId === undefined) {
    toast('There is no scheme to make a track with.', { hint: 'Make a label scheme in the library first.' })
    return undefined
  }
  const names = new Set(tracksOf(recordingId).map((track) => track.name))
  let number = 1
  while (names.has(`Region ${number}`)) number++
  const trackId = newId()
  const make = command('track-create', {
    id: trackId,
    recordingId,
    authorId,
    schemeId,
    attributeId: beside?.attributeId,
    name: `Region ${number}`
  })
  return { trackId, before: [make] }
}

const holdsRegions = (track: Track): boolean => regionSegments(shownSegments(track)).length > 0
const isFree = (track: Track, time: number): boolean =>
  !shownSegments(track).some((segment) => segment.start <= time && time < segment.end)

/** Out of sight from here until the next key; a hidden one is seen again from here. */
export async function toggleHidden(): Promise<void> {
  const chosen = selectedRegion()
  const { recordingId } = selection()
  if (!chosen || recordingId === undefined) return toast('Select a region first.')
  const at = pictureTime(clock.get())
  const seen = regionAt(chosen.region, at) !== undefined
  const { shape, keys } = seen ? hiddenFrom(chosen.region, at) : shownFrom(chosen.region, at)
  const done = await edit(recordingId, [
    command('region-set', { id: chosen.segment.id, shape, keys, did: seen ? 'hide' : 'show' })
  ])
  if (done) toast(seen ? 'Hidden from here until its next place.' : 'Seen again from here.')
}

/** Take the place set on this picture away. */
export async function removeKey(): Promise<void> {
  const chosen = selectedRegion()
  const { recordingId } = selection()
  if (!chosen || recordingId === undefined) return toast('Select a region first.')
  const at = pictureTime(clock.get())
  if (!keyAt(chosen.region, at)) return toast('No place was set on this picture.')
  if (chosen.region.keys.length === 1)
    return toast('This is the only place of the region.', {
      hint: 'Delete the segment to delete the region.'
    })
  const { shape, keys } = withoutKey(chosen.region, at)
  await edit(recordingId, [command('region-set', { id: chosen.segment.id, shape, keys, did: 'unplace' })])
}

/** Go to the next or previous picture on which the selected region was placed. */
export function stepKey(direction: 1 | -1): void {
  const chosen = selectedRegion()
  if (!chosen) return toast('Select a region first.')
  const at = pictureTime(clock.get())
  const { keys } = chosen.region
  const key =
    direction > 0 ? keys.find((each) => each.at > at + 1000) : keys.findLast((each) => each.at < at - 1000)
  if (!key) return toast(direction > 0 ? 'No later place.' : 'No earlier place.')
  clock.pause()
  clock.seek(key.at)
  viewport.getState().reveal(key.at)
}
