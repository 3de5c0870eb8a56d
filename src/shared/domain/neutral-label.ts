import { knownEmotion } from './known-emotion'

/** Whether a label stands for no emotion. */
export const isNeutralLabel = ({ id, name }: { readonly id: string; readonly name: string }): boolean =>
  knownEmotion(id, name)?.id === 'neutral'
