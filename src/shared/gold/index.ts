import { registry } from '../registry'
import type { MetricText } from '../metrics/base/metric'
import type { TraceRule, VoteRule } from './recipe'

/** What a rule of a recipe is, in words for its card; `kind` says what it works on. */
export interface GoldRuleCard extends MetricText {
  readonly id: VoteRule['rule'] | TraceRule['rule']
  readonly kind: 'votes' | 'words' | 'ratings' | 'traces'
}

const VOTES =
  'Missing and declined votes are left out; a unit nobody voted on stays unrated. Whether a moment without a segment is a vote for "nothing" is a parameter.'
const TRACES =
  'An annotator without a value at a position is left out there; a position without any value has none.'
const RATINGS =
  'Missing and declined ratings are left out, time without a rating is none; a unit nobody rated has no value.'
const COMPLETE =
  'Every annotator needs a value at every position; otherwise there is no result and the reason says where.'

/** Every rule that a recipe can use. */
export const goldRules = registry<GoldRuleCard>('gold rule', [
  {
    id: 'majority',
    kind: 'votes',
    name: 'Majority',
    definition: 'the label with more than half of the votes',
    convention:
      'Without a majority the unit stays open with its strongest labels. Several labels of one rater share his vote evenly, a distribution divides it as it says.',
    source: 'Textbook definition',
    missingPolicy: VOTES
  },
  {
    id: 'plurality',
    kind: 'votes',
    name: 'Plurality',
    definition: 'the label with most votes',
    convention: 'A tie stays open; the first label never wins by its place in a list.',
    source: 'Textbook definition',
    missingPolicy: VOTES
  },
  {
    id: 'union',
    kind: 'votes',
    name: 'Union',
    definition: 'every label that anybody gave',
    convention: 'Several labels may hold at once.',
    source: 'Set union of label sources',
    missingPolicy: VOTES
  },
  {
    id: 'intersection',
    kind: 'votes',
    name: 'Intersection',
    definition: 'every label that all raters gave',
    convention: 'Raters who did not vote are not asked. Often empty: nothing is decided to be there.',
    source: 'Set intersection of label sources',
    missingPolicy: VOTES
  },
  {
    id: 'at_least',
    kind: 'votes',
    name: 'At least k',
    definition: 'every label that at least k raters gave',
    convention: 'Several labels may hold at once. k = 1 is the union.',
    source: 'Mohammad et al. 2018, SemEval-2018 Task 1 (E-c)',
    missingPolicy: VOTES
  },
  {
    id: 'soft',
    kind: 'votes',
    name: 'Soft labels',
    definition: 'share of votes per label: (votes + a) / (all votes + a K)',
    convention: 'Nothing is collapsed; the leading label is given beside the shares, a tie stays open.',
    source: 'Fayek, Lech & Cavedon 2016, IJCNN',
    missingPolicy: VOTES
  },
  {
    id: 'dawid_skene',
    kind: 'votes',
    name: 'Dawid-Skene',
    definition:
      'labels and annotators judged together: a vote weighs by how often this annotator gives it when each label is true',
    convention:
      'Expectation-maximisation from the vote shares, with seeded restarts near them; the most likely solution is kept. A start ends when no share moves by more than 0.00001 in a round, or after the most rounds (1000 unless set); the notes say which. Same seed, same result.',
    source:
      'Dawid & Skene 1979, Applied Statistics 28, 20-28; tolerance as in crowd-kit, most rounds as in CodingModels (fit_em)',
    missingPolicy: VOTES
  },
  {
    id: 'words',
    kind: 'words',
    name: 'Most used word',
    definition: 'the word that most raters used; spellings and synonyms of the scheme are one word',
    convention:
      'One vote for each rater and word. A tie stays open, and so does a word that fewer raters used than asked. The shares are those of all words used.',
    source: 'Plurality over synonym groups; normalisation as in the scheme',
    missingPolicy: VOTES
  },
  {
    id: 'rating_mean',
    kind: 'ratings',
    name: 'Mean of ratings',
    definition: 'mean over annotators, dimension by dimension',
    convention:
      'With the number of annotators and their sample standard deviation (n - 1). Not rounded to the steps of the scale.',
    source: 'Textbook definition',
    missingPolicy: RATINGS
  },
  {
    id: 'rating_median',
    kind: 'ratings',
    name: 'Median of ratings',
    definition: 'middle value of the annotators, dimension by dimension',
    convention:
      'Of an even number, the mean of the two in the middle. With the number of annotators and their sample standard deviation (n - 1). Not rounded to the steps of the scale.',
    source: 'Textbook definition',
    missingPolicy: RATINGS
  },
  {
    id: 'mean',
    kind: 'traces',
    name: 'Mean',
    definition: 'mean of the annotators at every position',
    convention: 'Take out reaction lags before.',
    source: 'Textbook definition',
    missingPolicy: TRACES
  },
  {
    id: 'median',
    kind: 'traces',
    name: 'Median',
    definition: 'middle value of the annotators at every position',
    convention: 'Of an even number, the mean of the two in the middle. Take out reaction lags before.',
    source: 'Textbook definition',
    missingPolicy: TRACES
  },
  {
    id: 'ewe',
    kind: 'traces',
    name: 'Evaluator weighted (EWE)',
    definition: 'sum of weight x rating / sum of weights; weight: agreement with the others',
    convention:
      'Three weightings; negative weights become 0, all 0 gives no result. Take out reaction lags before.',
    source: 'Grimm & Kroschel 2005, ASRU; Stappen et al. 2021 (MuSe-Toolbox)',
    missingPolicy: TRACES
  },
  {
    id: 'ccc_centred',
    kind: 'traces',
    name: 'CCC-centred mean',
    definition:
      'each trace is moved so that its mean becomes the common centre, then the plain mean; centre: mean of the means weighted by mean pairwise CCC',
    convention: 'Negative agreement weighs 0; all 0 gives no result. Take out reaction lags before.',
    source: 'Valstar et al. 2016, AVEC 2016',
    missingPolicy: TRACES
  },
  {
    id: 'dba',
    kind: 'traces',
    name: 'Warped average (DBA)',
    definition: 'average after aligning every trace in time: DTW barycentre',
    convention: 'Starts from the trace closest to all others. Squared local cost; shifts up to the window.',
    source: 'Petitjean, Ketterlin & Gançarski 2011, Pattern Recognition 44',
    missingPolicy: COMPLETE
  }
])
