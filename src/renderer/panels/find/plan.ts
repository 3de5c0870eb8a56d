import type { ReplacePlan } from '../../session/find/replace-found'
import { makeStore } from '../../session/store'

/** The replacing that is shown before it is done. */
const store = makeStore<{ readonly plan: ReplacePlan | undefined }>({ plan: undefined })
export const usePlan = (): ReplacePlan | undefined => store((state) => state.plan)
export const setPlan = (plan: ReplacePlan | undefined): void => store.setState({ plan })
