import { perform } from './session/actions'
import type { Action } from './session/actions'
import { canEdit } from './session/desk-segments'
import { inTurn } from './session/in-turn'
import { startIdentity } from './session/regions/identity'
import { removeKey, selectedRegion, stepKey, toggleHidden } from './session/regions/region-edits'
import { regionView, setRegionView } from './session/regions/region-view'
import { selection } from './session/selection'
import { chosenTrack } from './session/track-edits'

const isOpen = (): boolean => selection().recordingId !== undefined
const hasRegion = (): boolean => selectedRegion() !== undefined
const hasTrack = (): boolean => canEdit(chosenTrack())

const action = (
  id: string,
  title: string,
  keys: readonly string[],
  when: () => boolean,
  run: () => unknown
): Action => ({ id, group: 'Regions', title, keys, when, run: () => inTurn(() => perform(run)) })

const draw = (shape: 'box' | 'point') => (): void =>
  setRegionView({ drawing: regionView().drawing === shape ? undefined : shape, shown: true })

/** Actions on places in the picture and on who is who. */
export const regionActions: readonly Action[] = [
  action('region.box', 'Draw a box on the picture', ['KeyB'], isOpen, draw('box')),
  action('region.point', 'Set a point on the picture', ['Shift+KeyB'], isOpen, draw('point')),
  action('region.hide', 'Hide the region from here, or show it', ['KeyH'], hasRegion, toggleHidden),
  action(
    'region.removeKey',
    'Take the place of the region on this picture away',
    ['Shift+Delete'],
    hasRegion,
    removeKey
  ),
  action('region.previousKey', 'Previous place of the region', ['Comma'], hasRegion, () => stepKey(-1)),
  action('region.nextKey', 'Next place of the region', ['Period'], hasRegion, () => stepKey(1)),
  action('region.show', 'Show or hide all regions', ['Shift+KeyH'], isOpen, () =>
    setRegionView({ shown: !regionView().shown })
  ),
  action('identity.swap', 'Swap two identities from here on', ['Alt+KeyX'], hasTrack, () =>
    startIdentity('swap')
  ),
  action('identity.merge', 'Merge two identities', ['Alt+KeyM'], hasTrack, () => startIdentity('merge'))
]
