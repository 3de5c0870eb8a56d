import { z } from 'zod'
import type { Stream } from '../../../shared/domain/rows'
import { Montage } from '../../../shared/signal/montage'
import { call } from '../../client'
import { openDialog } from '../dialogs'
import { makeStore } from '../store'
import { readUiState, saveUiState } from '../ui-state'

const store = makeStore<{ readonly montages: readonly Montage[] }>({ montages: [] })

/** Montages of the open project. */
export const useMontages = (): readonly Montage[] => store((state) => state.montages)
export const montagesNow = (): readonly Montage[] => store.getState().montages

/** Come back to the montages of this project. */
export async function recallMontages(): Promise<void> {
  const kept = z.array(Montage).safeParse(await readUiState('montages'))
  store.setState({ montages: kept.success ? kept.data : [] })
}

/** Keep a montage with the project; one of the same name is replaced. */
export function keepMontage(montage: Montage): void {
  const others = montagesNow().filter(({ name }) => name !== montage.name)
  keep([...others, montage].sort((a, b) => a.name.localeCompare(b.name)))
}

export const forgetMontage = (name: string): void =>
  keep(montagesNow().filter((montage) => montage.name !== name))

function keep(montages: readonly Montage[]): void {
  store.setState({ montages })
  saveUiState('montages', montages)
}

/** The dialogue that makes, loads and saves montages. */
export const openMontages = (stream: Stream): void =>
  openDialog({ id: 'montages', props: { streamId: stream.id } })

/** Write a montage to a file that the user names; its path, undefined where they chose none. */
export const saveMontageFile = (montage: Montage): Promise<string | undefined> =>
  call('montage.save', { montage })

/** Read a montage from a file that the user chooses. */
export const loadMontageFile = (): Promise<Montage | undefined> => call('montage.load')
