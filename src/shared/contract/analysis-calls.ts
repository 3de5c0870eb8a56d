import { call } from './call'
import { z } from 'zod'
import type { DoubtAnswer } from './confidence'
import { OpenWordsRegion, OpenWordsSettings } from './open-vocabulary'
import type { OpenWordsAnswer, OpenWordsItems } from './open-vocabulary'
import { CausesRegion } from './causes'
import type { CausesAnswer, CausesItems } from './causes'
import { Id } from '../domain/rows'
import { Micros } from '../domain/time'
import type { DiarizationReport } from '../compare/diarization-report'
import type { ComparisonItem } from '../compare/report'
import { CompareQuery } from './questions'
import type { ComparisonAnswer } from './questions'
import { CrossCorpusQuery, SlicesQuery, WorstSlicesQuery } from './slices'
import type { CrossCorpusAnswer, SlicesAnswer, WorstSlicesAnswer } from './slices'
import { ItemSelection } from './analysis'
import type { ScoredPair, SelectedItems } from './analysis'
import { ConfidenceRegion, ConfidenceSettings } from './confidence'
import type { ConfidenceAnswer, RegionUnits } from './confidence'
import { DuplicateQuery, LeakageQuery } from './analysis/duplicates'
import type { Duplicates, LeakageAnswer } from './analysis/duplicates'
import { FrameErrorQuery, LabelErrorQuery, TraceErrorQuery } from './analysis/label-errors'
import type { FrameErrors, LabelErrors, RaterRows, TraceErrors } from './analysis/label-errors'
import { ConcordanceQuery, LanguageQuery } from './analysis/language'
import type { Concordance, LanguageAnswer } from './analysis/language'
import { VersusQuery, VersusSelection } from './analysis/versus'
import type { VersusAnswer, VersusItems, VerdictStretch } from './analysis/versus'
import { LabelSetRegion, LabelSetSettings, PartChoice, TuneQuery } from './label-sets'
import type { LabelCurvesAnswer, LabelSetItems, LabelSetsAnswer, TunedAnswer } from './label-sets'
import {
  TraceCompareQuery,
  TraceLagsQuery,
  TracePlaneQuery,
  TraceSeriesQuery,
  TraceStretchesQuery
} from './traces'
import type { TraceComparisonAnswer, TracePlaneAnswer, TraceSeriesAnswer } from './traces'
import { TemporalMomentsQuery, TemporalQuery } from './temporal'
import type { SegmentMoments, TemporalAnswer } from './temporal'
import type { LagSweep } from '../analysis/traces/lag-sweep'
import type { ResidualStretches } from '../analysis/traces/residual-stretches'
import { VariantsQuery } from './analysis/variants'
import type { VariantsAnswer } from './analysis/variants'

/** Questions about what several authors said of the same things; answered beside main. */
export const analysisCalls = {
  'compare.report': call<ComparisonAnswer>()(CompareQuery),
  /** Scores of one author against another, with how well people do on the same items. */
  'analysis.score': call<ScoredPair>()(CompareQuery),
  /** Moments of a selection: a slice, a bin, a cell, a list. */
  'analysis.items': call<SelectedItems>()(CompareQuery.extend({ selection: ItemSelection })),
  /** Scores of the groups of a facet (label, person, signal to noise ...), each against the rest. */
  'analysis.slices': call<SlicesAnswer>()(SlicesQuery),
  /** The groups with the strongest evidence of more errors than elsewhere. */
  'analysis.worstSlices': call<WorstSlicesAnswer>()(WorstSlicesQuery),
  /** Every model on every corpus, labels mapped where they differ. */
  'analysis.crossCorpus': call<CrossCorpusAnswer>()(CrossCorpusQuery),
  /** How far confidence can be believed, and where the model doubts. */
  'analysis.confidence': call<ConfidenceAnswer>()(
    CompareQuery.extend({ settings: ConfidenceSettings.prefault({}) })
  ),
  /** Moments of a bar, point or cell of that view, as units for `analysis.items`. */
  'analysis.confidenceUnits': call<RegionUnits>()(
    CompareQuery.extend({ settings: ConfidenceSettings.prefault({}), region: ConfidenceRegion })
  ),
  /** A model and its variants (made worse, with something taken away) against one reference. */
  'analysis.variants': call<VariantsAnswer>()(VariantsQuery),
  /** What one candidate put right and broke where another stood before, against one reference. */
  'analysis.versus': call<VersusAnswer>()(VersusQuery),
  /** Moments of such a comparison. */
  'analysis.versusItems': call<VersusItems>()(
    VersusQuery.omit({ cluster: true, seed: true }).extend({ selection: VersusSelection })
  ),
  /** Who is right over time in one recording, for its lane and for the keys that jump. */
  'analysis.versusStretches': call<readonly VerdictStretch[]>()(
    VersusQuery.omit({ cluster: true, seed: true }).extend({ recordingId: Id })
  ),
  /** Labels that a model speaks against: of items, of stretches of frames, of windows of ratings. */
  'analysis.labelErrors': call<LabelErrors>()(LabelErrorQuery),
  'analysis.frameErrors': call<FrameErrors>()(FrameErrorQuery),
  'analysis.traceErrors': call<TraceErrors>()(TraceErrorQuery),
  /** Agreement of every rater with the others and with a model. */
  'analysis.raters': call<RaterRows>()(CompareQuery),
  /** What is nearly the same, by embeddings, content and words. */
  'analysis.duplicates': call<Duplicates>()(DuplicateQuery),
  /** What the parts of a split share. */
  'analysis.leakage': call<LeakageAnswer>()(LeakageQuery),
  /** Words that go with one set of items rather than with another, and where they stand. */
  'analysis.language': call<LanguageAnswer>()(LanguageQuery),
  'analysis.concordance': call<Concordance>()(ConcordanceQuery),
  /** Sets of labels on both sides, at thresholds. */
  'analysis.labelSets': call<LabelSetsAnswer>()(
    CompareQuery.extend({ settings: LabelSetSettings.prefault({}) })
  ),
  /** Precision, recall, misses and alarms of every label at all thresholds. */
  'analysis.labelCurves': call<LabelCurvesAnswer>()(CompareQuery.extend({ part: PartChoice.default([]) })),
  /** The best thresholds on a part; no other part is read. */
  'analysis.labelTune': call<TunedAnswer>()(CompareQuery.extend({ tune: TuneQuery })),
  /** Moments of a label or of labels that stand together. */
  'analysis.labelSetItems': call<LabelSetItems>()(
    CompareQuery.extend({ settings: LabelSetSettings.prefault({}), region: LabelSetRegion })
  ),
  /** Free words of two authors, grouped on wheels. */
  'analysis.openWords': call<OpenWordsAnswer>()(
    CompareQuery.extend({ settings: OpenWordsSettings.prefault({}) })
  ),
  'analysis.openWordsItems': call<OpenWordsItems>()(
    CompareQuery.extend({ settings: OpenWordsSettings.prefault({}), region: OpenWordsRegion })
  ),
  /** Emotions with the turns that caused them, of two authors. */
  'analysis.causes': call<CausesAnswer>()(CompareQuery),
  'analysis.causesItems': call<CausesItems>()(CompareQuery.extend({ region: CausesRegion })),
  /** The model's doubt beside that of everybody who labelled the same items. */
  'analysis.doubt': call<DoubtAnswer>()(CompareQuery.extend({ settings: ConfidenceSettings.prefault({}) })),
  /** Items of one cell (both labels), one row (reference only), one column, or all. */
  'compare.items': call<readonly ComparisonItem[]>()(
    CompareQuery.extend({
      reference: z.string().optional(),
      candidate: z.string().optional(),
      onlyErrors: z.boolean().default(false)
    })
  ),
  /** Emotion diarization error of two authors by recording; `neutral` is the label for no emotion, found by its name when absent. */
  /** How well two authors' segments lie over each other in time. */
  'analysis.segments': call<TemporalAnswer>()(TemporalQuery),
  /** Segments behind a number of it. */
  'analysis.segmentMoments': call<SegmentMoments>()(TemporalMomentsQuery),
  /** How far one source's continuous values follow another's, pooled and by recording. */
  'analysis.traces': call<TraceComparisonAnswer>()(TraceCompareQuery),
  /** The same at every delay of the candidate. */
  'analysis.traceLags': call<LagSweep>()(TraceLagsQuery),
  /** Stretches in which the candidate stays away from the reference, the worst first. */
  'analysis.traceStretches': call<ResidualStretches>()(TraceStretchesQuery),
  /** Both along one recording, in bins, for drawing. */
  'analysis.traceSeries': call<TraceSeriesAnswer>()(TraceSeriesQuery),
  /** Both as joined points on the plane of valence and arousal. */
  'analysis.tracePlane': call<TracePlaneAnswer>()(TracePlaneQuery),
  'compare.diarization': call<DiarizationReport>()(CompareQuery.extend({ neutral: z.string().optional() })),
  /** Spans where two tracks agree, differ, or only one has a label, for the difference lane. */
  'compare.difference': call<
    readonly {
      readonly start: Micros
      readonly end: Micros
      readonly kind: 'agree' | 'differ' | 'only-reference' | 'only-candidate'
    }[]
  >()(z.object({ referenceTrackId: Id, candidateTrackId: Id }))
} as const
