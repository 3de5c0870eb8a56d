export { openProject } from './open-project'
export { loadSchemes } from './load-schemes'
export type * from './types'
