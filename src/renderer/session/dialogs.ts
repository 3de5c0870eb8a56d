import { makeStore } from './store'

/** Every dialogue of the window and what it must be told. */
export interface Dialogs {
  readonly palette: { readonly query?: string }
  readonly shortcuts: Record<string, never>
  readonly settings: Record<string, never>
  readonly 'new-project': Record<string, never>
  readonly 'run-model': { readonly modelId: string; readonly recordingIds?: readonly string[] }
  readonly 'model-card': { readonly modelId: string }
  readonly scheme: { readonly schemeId?: string }
  readonly track: { readonly recordingId: string }
}
export type DialogId = keyof Dialogs
export type OpenDialog = { [K in DialogId]: { readonly id: K; readonly props: Dialogs[K] } }[DialogId]

const dialogStore = makeStore<{ readonly open: OpenDialog | undefined }>({ open: undefined })
export const useDialog = (): OpenDialog | undefined => dialogStore((state) => state.open)
export const openDialog = (open: OpenDialog): void => dialogStore.setState({ open })
export const closeDialog = (): void => dialogStore.setState({ open: undefined })
