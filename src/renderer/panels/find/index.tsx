import type { ReactNode } from 'react'
import { useEffect, useRef } from 'react'
import { findChoice, search, stopSearch, useFindResults } from '../../session/find/find-state'
import { useProject } from '../../session/project'
import { useSelection } from '../../session/selection'
import { Conditions } from './conditions'
import { FindFoot } from './foot'
import { ReplaceRow } from './replace-row'
import { Results } from './results'
import './find.css'

/** A search starts when nobody has typed for this long. */
const QUIET_MS = 250
/** After an edit, what was found over all recordings is looked up again when nobody has edited for this long. */
const QUIET_AFTER_EDIT_MS = { open: QUIET_MS, all: 2500 }

/** Find segments by what they say and what is known about them; replace in what was found, or change all of it. */
export default function FindPanel(): ReactNode {
  const choice = findChoice.use()
  const revision = useProject((state) => state.snapshot?.revision)
  const recordingId = useSelection((state) => state.recordingId)
  const results = useFindResults()
  const where = choice.scope === 'open' ? recordingId : 'all'
  useEffect(() => void findChoice.recall(), [])
  useEffect(() => {
    const timer = setTimeout(() => void search(), QUIET_MS)
    return () => clearTimeout(timer)
  }, [choice.query, where])
  const searched = useRef(revision)
  useEffect(() => {
    if (searched.current === revision) return
    searched.current = revision
    const timer = setTimeout(() => void search(), QUIET_AFTER_EDIT_MS[choice.scope])
    return () => clearTimeout(timer)
  }, [revision, choice.scope])
  useEffect(() => stopSearch, [])
  return (
    <section
      className="panel finder"
      data-keys="bench"
      aria-label="Find and replace"
      aria-busy={results.busy}
    >
      <Conditions />
      <ReplaceRow />
      <Results />
      <FindFoot />
    </section>
  )
}
