import { useEffect } from 'react'
import type { AppInfo } from '../../shared/contract'
import { call, on } from '../client'
import { makeStore } from './store'

const infoStore = makeStore<{ readonly info: AppInfo | undefined }>({ info: undefined })

/** Read the facts of this machine and program again, for instance after the path of ffmpeg changed. */
export const readAppInfo = (): Promise<void> =>
  call('app.info').then(
    (info) => infoStore.setState({ info }),
    () => undefined
  )

/** Versions, ffmpeg and execution providers of this machine; undefined until read. */
export function useAppInfo(): AppInfo | undefined {
  useEffect(() => {
    if (!infoStore.getState().info) void readAppInfo()
    const stops = [on('settings', () => void readAppInfo()), on('engine', () => void readAppInfo())]
    return () => stops.forEach((stop) => stop())
  }, [])
  return infoStore((state) => state.info)
}
