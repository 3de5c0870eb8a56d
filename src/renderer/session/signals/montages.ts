import { useMemo } from 'react'
import { z } from 'zod'
import type { MontageRow } from '../../../shared/domain/signal-rows'
import type { Stream } from '../../../shared/domain/rows'
import { Montage } from '../../../shared/signal/montage'
import type { SignalReference } from '../../../shared/signal/signal-view'
import { call } from '../../client'
import { openDialog } from '../dialogs'
import { apply, command } from '../edit'
import { project, useProject } from '../project'
import { makeStore } from '../store'
import { readUiState, saveUiState } from '../ui-state'
import { lookOf, setView } from './looks'

/** Montages that were kept with the window's state before they were part of the project. */
const store = makeStore<{ readonly earlier: readonly Montage[] }>({ earlier: [] })

/** Montages of the open project, by name. */
export function useMontages(): readonly Montage[] {
  const earlier = store((state) => state.earlier)
  const rows = useProject(({ snapshot }) => snapshot?.montages)
  return useMemo(() => together(rows, earlier), [rows, earlier])
}

/** Come back to the montages of this project. */
export async function recallMontages(): Promise<void> {
  const kept = z.array(Montage).safeParse(await readUiState('montages'))
  store.setState({ earlier: kept.success ? kept.data : [] })
}

/** Keep a montage with the project (one of the same name is replaced) and see a stream through it, as one edit. */
export const keepAndShow = (
  streamId: string,
  montage: Montage,
  rows: Extract<SignalReference, { readonly kind: 'montage' }>['rows']
): Promise<void> =>
  setView(streamId, { ...lookOf(streamId).view, reference: { kind: 'montage', name: montage.name, rows } }, [
    command('montage-save', { montage })
  ])

/** Take a montage out of the project; signals that are seen through it stay as they are. */
export async function forgetMontage(name: string): Promise<void> {
  const row = project().snapshot?.montages.find((montage) => montage.name === name)
  if (row) await apply([command('montage-delete', { id: row.id })])
  const { earlier } = store.getState()
  const others = earlier.filter((montage) => montage.name !== name)
  if (others.length === earlier.length) return
  store.setState({ earlier: others })
  saveUiState('montages', others)
}

const together = (rows: readonly MontageRow[] = [], earlier: readonly Montage[]): readonly Montage[] =>
  [
    ...rows.map(({ document }) => document),
    ...earlier.filter(({ name }) => !rows.some((row) => row.name === name))
  ].sort((a, b) => a.name.localeCompare(b.name))

/** The dialogue that makes, loads and saves montages. */
export const openMontages = (stream: Stream): void =>
  openDialog({ id: 'montages', props: { streamId: stream.id } })

/** Write a montage to a file that the user names; its path, undefined where they chose none. */
export const saveMontageFile = (montage: Montage): Promise<string | undefined> =>
  call('montage.save', { montage })

/** Read a montage from a file that the user chooses. */
export const loadMontageFile = (): Promise<Montage | undefined> => call('montage.load')
