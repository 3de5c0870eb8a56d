import type { Viewport } from '../../session/viewport'

const STEPS_S = [
  0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800,
  3600, 7200, 14_400, 21_600
]
/** Room that a label of the wall clock needs. */
const LABEL_PX = 96

/** Time between two marks of the ruler, µs: round, and with room for a label. The grid has its lines at the same times. */
export const timeStep = ({ span, widthPx }: Pick<Viewport, 'span' | 'widthPx'>): number =>
  (STEPS_S.find((each) => (each * 1e6 * widthPx) / span >= LABEL_PX) ?? 86_400) * 1e6
