import { causeCards } from '../../../shared/analysis/causes/cards'
import type { CauseLine } from '../../../shared/contract/causes'
import { ok } from '../../../shared/domain/problem'
import { emotionCausePairs, emotionCauseSpans } from '../../../shared/metrics/emotion-causes'
import { causesState } from '../causes/state'
import type { CausesState } from '../causes/state'
import type { Question } from '../question'

/** Pairs that are listed at most. */
const MOST = 5000

/** Scores of emotions with their causes, and every pair. */
export const causes: Question<'analysis.causes'> = function* (desk, query) {
  const revision = desk.reader.revision()
  const made = yield* causesState(desk, query)
  if (!made.ok) return made
  const state = made.value
  const { reference, candidate, emotions, pairs, leftOut } = state
  yield
  const scores = emotionCausePairs(reference, candidate, emotions)
  const spans = emotionCauseSpans(reference, candidate, emotions)
  const names = new Map(desk.reader.all('recording').map(({ id, name }) => [id, name]))
  return ok({
    revision,
    ...(state.schemeId === undefined ? {} : { schemeId: state.schemeId }),
    recordings: state.turns.size,
    leftOut,
    cards: causeCards({ pairs: scores, ...spans }, state.spans, pairs.length, leftOut),
    rows: emotions.flatMap((emotion) => {
      const one = scores.perEmotion[emotion]
      return one ? [{ emotion, ...one }] : []
    }),
    pairs: pairs.slice(0, MOST).map((pair): CauseLine => ({
      outcome: pair.outcome,
      recording: names.get(pair.conversation) ?? '',
      emotion: pair.emotion,
      emotionTurn: pair.emotionTurn + 1,
      causeTurn: pair.causeTurn + 1,
      emotionText: turnOf(state, pair.conversation, pair.emotionTurn)?.text ?? '',
      causeText: turnOf(state, pair.conversation, pair.causeTurn)?.text ?? ''
    })),
    total: pairs.length
  })
}

const turnOf = ({ turns }: CausesState, conversation: string, at: number) => turns.get(conversation)?.[at]

const outcomes = { hit: 'found by both', missed: 'missed', wrong: 'only the candidate has it' } as const

/** Both turns of every pair of a kind, one after the other. */
export const causesItems: Question<'analysis.causesItems'> = function* (desk, { region, ...query }) {
  const made = yield* causesState(desk, query)
  if (!made.ok) return made
  const state = made.value
  const found =
    region.kind === 'pair'
      ? state.pairs.slice(region.at, region.at + 1)
      : state.pairs.filter(
          ({ outcome, emotion }) =>
            outcome === region.kind && (region.emotion === undefined || emotion === region.emotion)
        )
  yield
  return ok({
    total: found.length,
    moments: found.slice(0, MOST / 2).flatMap((pair) => {
      const [from, to] = [
        turnOf(state, pair.conversation, pair.emotionTurn),
        turnOf(state, pair.conversation, pair.causeTurn)
      ]
      return [
        [
          from,
          `${pair.emotion} of turn ${pair.emotionTurn + 1}, caused by turn ${pair.causeTurn + 1}: ${outcomes[pair.outcome]}`
        ],
        ...(from === to
          ? []
          : [[to, `Cause of the ${pair.emotion} of turn ${pair.emotionTurn + 1}`] as const])
      ].flatMap(([turn, note]) =>
        turn && typeof turn !== 'string' && typeof note === 'string'
          ? [
              {
                ...{ recordingId: pair.conversation, segmentId: turn.id, trackId: turn.trackId },
                ...{ start: turn.start, end: turn.end, note }
              }
            ]
          : []
      )
    })
  })
}
