import { makeStore } from '../../session/store'

const store = makeStore<{ readonly count: number | undefined }>({ count: undefined })

/** Number of faces drawn over the picture now; undefined where no model has looked. */
export const useFacesShown = (): number | undefined => store((state) => state.count)
export const setFacesShown = (count: number | undefined): void => {
  if (store.getState().count !== count) store.setState({ count })
}
