import type { Protocol } from '../probe/cross-validate'

/** Folds of items at random. */
export const RANDOM_FOLDS = 5
/** Leave one group out up to this many groups; above, groups are dealt to folds. */
const MOST_GROUPS = 25
const GROUP_FOLDS = 10

/** How people or groups are held out, by how many there are. */
export const heldOutProtocol = (groups: readonly string[], count: number): Protocol =>
  count <= MOST_GROUPS
    ? { kind: 'leave-one-out', groups }
    : { kind: 'group-folds', groups, folds: GROUP_FOLDS }

/** A protocol in words. */
export function protocolWords(protocol: Protocol, groups: number): string {
  switch (protocol.kind) {
    case 'leave-one-out':
      return `each of ${groups} people or groups left out once`
    case 'group-folds':
      return `${groups} people or groups in ${protocol.folds} folds, none in two`
    case 'random-folds':
      return `${protocol.folds} folds of items at random, classes alike in each, seed ${protocol.seed}`
  }
}
