import type { Op } from './op'
import { bodyOps } from './signal-body'
import { filterOps } from './signal-filter'
import { levelOps } from './signal-level'
import { pickOps } from './signal-pick'
import { statsOps } from './signal-stats'

/** Steps for channels of EEG, physiology and movement. */
export const signalOps: readonly Op[] = [...pickOps, ...filterOps, ...levelOps, ...statsOps, ...bodyOps]
