import type { PageRequest, SignalPage, SignalSamples, SignalStretch } from '../../shared/signal/signal-page'

/** What can be asked of the thread. */
export type SignalQuestion =
  | { readonly kind: 'page'; readonly request: PageRequest }
  | { readonly kind: 'samples'; readonly request: SignalStretch }

/** What it answers; `none`: there is nothing to read yet, or it is gone. */
export type SignalAnswer =
  | { readonly kind: 'page'; readonly page: SignalPage }
  | { readonly kind: 'samples'; readonly samples: SignalSamples }
  | { readonly kind: 'none' }

/** Main to thread. */
export type ToThread =
  | { readonly type: 'ask'; readonly id: number; readonly question: SignalQuestion }
  | { readonly type: 'give-up'; readonly id: number }
  /** Close all files: the project was closed. */
  | { readonly type: 'release' }

/** Thread to main. */
export type FromThread =
  | { readonly type: 'answer'; readonly id: number; readonly answer: SignalAnswer }
  | { readonly type: 'given-up'; readonly id: number }
  | { readonly type: 'threw'; readonly id: number; readonly message: string }
