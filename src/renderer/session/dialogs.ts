import { makeStore } from './store'

type Nothing = Record<string, never>

/** Every dialogue of the window and what it must be told. */
export interface Dialogs {
  readonly palette: { readonly query?: string }
  readonly shortcuts: Nothing
  readonly settings: Nothing
  readonly about: Nothing
  readonly handbook: Nothing
  readonly jobs: Nothing
  readonly 'new-project': { readonly paths?: readonly string[] }
  readonly 'run-model': { readonly modelId?: string; readonly recordingIds?: readonly string[] }
  readonly 'model-card': { readonly modelId: string }
  readonly scheme: { readonly schemeId?: string }
  readonly track: { readonly recordingId: string }
  readonly annotator: { readonly authorId?: string }
  readonly person: { readonly personId?: string }
}
export type DialogId = keyof Dialogs
export type OpenDialog = { [K in DialogId]: { readonly id: K; readonly props: Dialogs[K] } }[DialogId]

const dialogStore = makeStore<{ readonly open: OpenDialog | undefined }>({ open: undefined })
export const useDialog = (): OpenDialog | undefined => dialogStore((state) => state.open)
export const openDialog = (open: OpenDialog): void => dialogStore.setState({ open })
export const closeDialog = (): void => dialogStore.setState({ open: undefined })
