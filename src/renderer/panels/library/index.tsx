import type { ReactNode } from 'react'
import { Annotators } from './annotators'
import { Groups } from './groups'
import { Models } from './models'
import { People } from './people'
import { Recordings } from './recordings'
import { Runs } from './runs'
import { Schemes } from './schemes'
import './library.css'

/** Everything the project holds: recordings first, then who and what labels them. */
export default function Library(): ReactNode {
  return (
    <div className="library">
      <Recordings />
      <div className="library-rest">
        <Annotators />
        <People />
        <Groups />
        <Schemes />
        <Models />
        <Runs />
      </div>
    </div>
  )
}
