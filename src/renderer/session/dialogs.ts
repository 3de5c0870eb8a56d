import type { MergePlan } from '../../shared/contract'
import type { AnswerSample } from '../../shared/contract/answers'
import type { MomentMeant } from '../../shared/contract/model-look'
import type { ImportAsked } from '../../shared/domain/import-options'
import type { OnnxFacts } from '../../shared/model-wizard/onnx-facts'
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
  /** Voice activity, words and speakers as a first transcript. */
  readonly starter: { readonly recordingIds?: readonly string[] }
  readonly 'run-model': { readonly modelId?: string; readonly recordingIds?: readonly string[] }
  /** Everything between a moment and what a model says of it. */
  readonly 'model-look': {
    readonly moment: MomentMeant
    readonly modelId?: string
    /** Models that read text go first. */
    readonly reads?: 'text'
  }
  /** A bare ONNX file becomes a model. */
  readonly 'make-model': { readonly facts: OnnxFacts }
  /** Runs on recordings made worse. */
  readonly robustness: { readonly modelId?: string }
  /** Runs with something taken away. */
  readonly ablation: { readonly modelId?: string }
  readonly 'model-card': { readonly modelId: string }
  /** Answers of a model that was run elsewhere. */
  readonly answers: { readonly sample: AnswerSample }
  readonly prompts: Nothing
  /** `missing`: labels of others that have no counterpart in the scheme. */
  readonly scheme: { readonly schemeId?: string; readonly missing?: readonly string[] }
  /** With `trackId` that track is changed, else one is made. */
  readonly track: { readonly recordingId: string; readonly trackId?: string }
  /** Segments of any recordings, changed as one edit. */
  readonly batch: {
    readonly segments: readonly {
      readonly id: string
      readonly trackId: string
      readonly recordingId: string
      readonly comment: string | undefined
    }[]
  }
  /** Channels that may be bad, with reasons. */
  readonly 'bad-channels': { readonly streamId: string }
  /** Rows of signals as weighted sums of channels. */
  readonly montages: { readonly streamId: string }
  /** Many predictions at once. */
  readonly predictions: { readonly mode: 'decide' | 'complete' }
  /** A scheme that asks about each person is to be used; with `digit` that key is pressed again afterwards. */
  readonly 'about-whom': {
    readonly recordingId: string
    readonly authorId: string
    readonly schemeId: string
    readonly attributeId: string
    readonly name: string
    readonly digit?: number
  }
  /** Predictions whose labels my scheme lacks. */
  readonly 'map-predictions': {
    readonly recordingId: string
    readonly segmentIds: readonly string[]
    readonly trackId: string
  }
  /** A track with others within it. */
  readonly detect: { readonly recordingId: string }
  readonly 'delete-track': { readonly trackId: string }
  readonly takes: { readonly recordingId: string; readonly trackId: string }
  /** Reaction lags of the traces that say the same as this one. */
  readonly lag: { readonly recordingId: string; readonly trackId?: string }
  readonly group: { readonly groupId?: string }
  readonly assignment: { readonly assignmentId?: string }
  readonly package: { readonly assignmentId?: string }
  readonly 'merge-project': { readonly plan: MergePlan }
  readonly practice: { readonly itemId: string }
  /** Somebody else takes over while blind work is open. */
  readonly 'switch-annotator': { readonly authorId: string }
  readonly 'annotator-report': Nothing
  readonly annotator: { readonly authorId?: string }
  /** A questionnaire of one's own; without an id a new one. */
  readonly questionnaire: { readonly questionnaireId?: string }
  readonly person: { readonly personId?: string }
  /** `recordingId`: the one that gets what the other has. */
  readonly 'join-recordings': { readonly recordingId: string }
  /** Files that wait for an answer; the first is one of arrays. */
  readonly 'array-mapping': { readonly asked: readonly ImportAsked[] }
  /** Files that wait for an answer; the first is a table. */
  readonly columns: { readonly asked: readonly ImportAsked[] }
  /** `personId`: the one that stays. */
  readonly 'merge-persons': { readonly personId?: string }
}
export type DialogId = keyof Dialogs
export type OpenDialog = { [K in DialogId]: { readonly id: K; readonly props: Dialogs[K] } }[DialogId]

const dialogStore = makeStore<{ readonly open: OpenDialog | undefined }>({ open: undefined })
export const useDialog = (): OpenDialog | undefined => dialogStore((state) => state.open)
export const openDialog = (open: OpenDialog): void => dialogStore.setState({ open })
export const closeDialog = (): void => dialogStore.setState({ open: undefined })
