import type { Made } from './choice'

/** Columns of the list as a grid template: where, one for each annotator, verdict, decision. */
export const columnsOf = (made: Made): string =>
  `minmax(132px, 1.3fr) repeat(${made.chosen.length}, minmax(64px, 1fr)) minmax(${verdictPx(made)}px, 1fr) minmax(70px, 1fr)`

/** A mean stands with its spread and number. */
const verdictPx = (made: Made): number => (made.labelsOf?.kind === 'ratings' ? 190 : 70)

/** Width below which the list scrolls sideways, pixels: the columns, the gaps between them and the edges. */
export const leastWidth = (made: Made): number =>
  132 + 64 * made.chosen.length + verdictPx(made) + 70 + 8 * (made.chosen.length + 2) + 34
