import type { Action } from '../../session/actions'
import { selection } from '../../session/selection'
import { faceTracks, facesToRegions } from './faces-to-regions'

/** Actions on what models found in the picture, while the video is on the desk. */
export const regionPanelActions: readonly Action[] = [
  {
    id: 'region.fromFaces',
    title: 'Edit the faces as regions',
    group: 'Regions',
    when: () => faceTracks(selection().recordingId ?? '').length > 0,
    run: () => facesToRegions(selection().recordingId ?? '')
  }
]
