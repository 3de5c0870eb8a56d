import { makeStore } from './store'

/** Whether what models say is in sight: their lanes, and their faces over the picture. */
export const modelsShown = makeStore<{ readonly shown: boolean }>({ shown: true })
