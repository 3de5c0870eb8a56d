/** Colours of authors and persons in the order in which they are given out; distinguishable with the common colour-vision deficiencies, on dark and light. */
const AUTHOR_COLORS = [
  '#4c9be8',
  '#e8963c',
  '#3fb59a',
  '#c678b8',
  '#d9c24a',
  '#8f8ae6',
  '#d96a5f',
  '#7fb04f',
  '#5fb8cf',
  '#b58a62'
] as const

/** Colour of the author (or person) at a position, 0 first; repeats after ten. */
export const authorColor = (position: number): string =>
  AUTHOR_COLORS[
    ((Math.trunc(position) % AUTHOR_COLORS.length) + AUTHOR_COLORS.length) % AUTHOR_COLORS.length
  ] ?? AUTHOR_COLORS[0]
