/** Where the pointer stands over the rating surface, as shares of its dimensions; undefined while it is elsewhere. */
let place: readonly number[] | undefined

export const lastPointer = (): readonly number[] | undefined => place
export const notePointer = (shares: readonly number[] | undefined): void => {
  place = shares
}
