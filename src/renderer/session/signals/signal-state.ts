import { z } from 'zod'
import { ChannelType } from '../../../shared/signal/channel-type'
import { SignalView } from '../../../shared/signal/signal-view'
import { readUiState, saveUiState } from '../ui-state'
import { makeStore } from '../store'

/** How rows are laid out: below each other, or all over each other. */
export const SignalMode = z.enum(['stacked', 'butterfly'])
export type SignalMode = z.infer<typeof SignalMode>

/** What the Signals panel shows of one stream. */
export const SignalLook = z.object({
  mode: SignalMode.default('stacked'),
  /** Rows on one screen; the rest is scrolled to. */
  rows: z.number().int().min(1).max(512).default(24),
  /** Units per row as a factor of what fits by itself; below 1 shows larger waves. By channel type. */
  zoom: z.partialRecord(ChannelType, z.number().positive()).default({}),
  /** Half a row in the channel's unit, by channel type; absent: what fits. */
  units: z.partialRecord(ChannelType, z.number().positive()).default({}),
  /** Lines at round values and times. */
  grid: z.boolean().default(true),
  /** EEG and EOG are drawn with negative values up, as clinics do. */
  negativeUp: z.boolean().default(false),
  /** Each channel by its own size instead of one for its type. */
  ownScale: z.boolean().default(false),
  /** Only channels of this type; absent: all. */
  type: ChannelType.optional(),
  /** Bad channels are left out instead of dimmed. */
  hideBad: z.boolean().default(false),
  search: z.string().default(''),
  view: SignalView.default({ filters: [] }),
  /** What was recorded is drawn under what the view makes of it. */
  raw: z.boolean().default(false)
})
export type SignalLook = z.infer<typeof SignalLook>

export const usualLook: SignalLook = SignalLook.parse({})

interface SignalState {
  readonly streamId: string | undefined
  /** What this window remembers; the view that counts is that of the project, where somebody changed it (`looks.ts`). */
  readonly looks: Readonly<Record<string, SignalLook>>
  /** Views that are being saved: shown until the project has them. */
  readonly views: Readonly<Record<string, SignalView>>
  /** Channels chosen in the panel, by index. */
  readonly chosen: readonly number[]
}

const store = makeStore<SignalState>({ streamId: undefined, looks: {}, views: {}, chosen: [] })
export const useSignals = <T>(selector: (state: SignalState) => T): T => store(selector)
export const signalState = (): SignalState => store.getState()

/** Show another stream. */
export const showStream = (streamId: string): void => store.setState({ streamId, chosen: [] })

/** Change what this window remembers of a stream; kept with the project, never an edit. */
export function setOwnLook(streamId: string, patch: Partial<SignalLook>): void {
  store.setState((state) => ({
    looks: { ...state.looks, [streamId]: { ...(state.looks[streamId] ?? usualLook), ...patch } }
  }))
  saveUiState('signals', store.getState().looks)
}

/** Show a view before the project has it; undefined: that of the project again. */
export const showView = (streamId: string, view: SignalView | undefined): void =>
  store.setState(({ views: { [streamId]: _, ...others } }) => ({
    views: view ? { ...others, [streamId]: view } : others
  }))

export const chooseChannels = (chosen: readonly number[]): void => store.setState({ chosen })

const Kept = z.record(z.string(), SignalLook)

/** Come back to how the streams of this project were looked at. */
export async function recallLooks(): Promise<void> {
  const kept = Kept.safeParse(await readUiState('signals'))
  store.setState({ looks: kept.success ? kept.data : {}, views: {}, streamId: undefined, chosen: [] })
}
