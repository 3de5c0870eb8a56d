import { useEffect, useState } from 'react'
import type { SoundFeatureQuery, SoundSeries } from '../../../shared/audio/sound-feature'
import type { Problem } from '../../../shared/domain/problem'
import { call, CallError } from '../../client'

/** A feature of a sound on its way. The last one of the same sound stays while the next is computed. */
export interface SoundSeriesState {
  readonly shown?: { readonly query: SoundFeatureQuery; readonly series: SoundSeries }
  readonly problem?: Pick<Problem, 'message' | 'hint'>
  readonly loading: boolean
  readonly cancelled: boolean
}

/** A choice that changes while somebody types is asked for when it rests this long. */
const REST_MS = 200

interface Answered extends Pick<SoundSeriesState, 'shown' | 'problem'> {
  readonly to?: SoundFeatureQuery
  readonly cancelled?: boolean
}

/** Compute a feature of a sound, and again when `query` is another one. */
export function useSoundSeries(query: SoundFeatureQuery | undefined): SoundSeriesState {
  const [state, setState] = useState<Answered>({})
  useEffect(() => {
    if (!query) return
    let ended = false
    const timer = setTimeout(() => {
      call('sound.feature', query)
        .then((series) => {
          if (!ended)
            setState(series ? { shown: { query, series }, to: query } : { to: query, cancelled: true })
        })
        .catch((error: unknown) => {
          if (!ended)
            setState({
              to: query,
              problem: error instanceof CallError ? error.problem : { message: String(error) }
            })
        })
    }, REST_MS)
    return () => {
      ended = true
      clearTimeout(timer)
    }
  }, [query])
  const { shown, problem, to, cancelled = false } = state
  const same = shown?.query.streamId === query?.streamId && shown?.query.feature.kind === query?.feature.kind
  return {
    ...(shown && same ? { shown } : {}),
    ...(problem && to === query ? { problem } : {}),
    loading: query !== undefined && to !== query,
    cancelled: cancelled && to === query
  }
}
