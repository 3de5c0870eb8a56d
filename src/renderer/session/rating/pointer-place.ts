/** Where the pointer stands over the rating surface, as shares of its dimensions; undefined while it is elsewhere. */
let place: readonly number[] | undefined
let surfaces = 0

export const lastPointer = (): readonly number[] | undefined => place
export const notePointer = (shares: readonly number[] | undefined): void => {
  place = shares
}

/** Whether a rating surface is on the desk. */
export const isSurfaceShown = (): boolean => surfaces > 0

/** A surface came onto the desk; returns the function that takes it away. */
export function noteSurface(): () => void {
  surfaces++
  return () => {
    surfaces--
    place = undefined
  }
}
