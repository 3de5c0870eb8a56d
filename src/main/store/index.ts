export { openProject } from './open-project'
export { readProject } from './read-project'
export { loadSchemes } from './load-schemes'
export type * from './types'
