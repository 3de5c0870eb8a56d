import type { StreamSync } from '../../../shared/domain/stream-sync'

/** How a place was found, as the table says it. */
export const methodWords: Readonly<Record<StreamSync['method'], string>> = {
  typed: 'Typed',
  dragged: 'Dragged',
  anchors: 'Anchors',
  events: 'Event codes',
  sound: 'Sound',
  flash: 'Claps and flashes',
  clock: 'Clocks of the devices'
}
