import { knownEmotion } from '../../../../shared/domain/known-emotion'

/** Colour of a group of words: that of the emotion it is named after, else grey. */
export const groupColor = (group: string | undefined): string =>
  (group === undefined ? undefined : knownEmotion(group)?.color) ?? '#8b94a0'
