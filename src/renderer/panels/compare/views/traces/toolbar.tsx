import { ArrowLeftRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { chooseCompareTraces as choose } from '../../../../session/compare-traces'
import type { TraceCompareChoice, TracePairQuestion } from '../../../../session/compare-traces'
import { useProject } from '../../../../session/project'
import type { TraceSourceEntry } from '../../../../session/trace-sources'
import { AuthorOption } from '../../../../ui/author-option'
import { IconButton } from '../../../../ui/button'
import { ConventionRow, Conventions, PersonsApart } from '../../../../ui/conventions'
import { plural } from '../../../../ui/format'
import { RecordingsChoice } from '../../../../ui/recordings-choice'
import { Select } from '../../../../ui/select'
import { Tabs } from '../../../../ui/tabs'

type ToolbarProps = TracePairQuestion & { readonly pair: NonNullable<TracePairQuestion['pair']> }

/** Whose values against whose, where, and what is done to the candidate before. */
export function TracesToolbar({ choice, entries, pair }: ToolbarProps): ReactNode {
  const recordings = useProject((state) => state.index.recordings)
  const [reference, candidate] = [pair.reference.key, pair.candidate.key]
  return (
    <div className="report-bar" role="group" aria-label="What is compared">
      <SourceSelect
        label="Reference"
        value={reference}
        entries={entries}
        onChange={(key) =>
          choose(key === candidate ? { reference: key, candidate: reference } : { reference: key, candidate })
        }
      />
      <IconButton
        label="Swap reference and candidate"
        size="small"
        onClick={() => choose({ reference: candidate, candidate: reference, lagSeconds: -choice.lagSeconds })}
      >
        <ArrowLeftRight size={14} />
      </IconButton>
      <SourceSelect
        label="Candidate"
        value={candidate}
        entries={entries}
        onChange={(key) =>
          choose(key === reference ? { reference: candidate, candidate: key } : { reference, candidate: key })
        }
      />
      <RecordingsChoice
        className="compare-recordings"
        recordings={recordings}
        chosenIds={choice.recordingIds}
        onChoose={(recordingIds) => choose({ recordingIds })}
      />
      <Preparation choice={choice} />
    </div>
  )
}

function SourceSelect({
  label,
  value,
  entries,
  onChange
}: {
  readonly label: string
  readonly value: string
  readonly entries: readonly TraceSourceEntry[]
  readonly onChange: (key: string) => void
}): ReactNode {
  return (
    <span className="compare-author traces-source">
      <span className="faint">{label}</span>
      <Select
        label={label}
        size="small"
        value={value}
        options={entries.map(({ key, author, title, source, values, recordings }) => ({
          id: key,
          title: (
            <AuthorOption author={author}>
              <span className="muted truncate"> {title}</span>
            </AuthorOption>
          ),
          hint: `${plural(values, source.kind === 'trace' ? 'take' : 'segment')} in ${plural(recordings, 'recording')}`
        }))}
        onChange={onChange}
      />
    </span>
  )
}

const STEPS = [0, 0.1, 0.2, 0.5, 1, 2, 5, 10] as const
const WIDTHS = [0, 0.5, 1, 2, 5, 10, 20] as const
const scales: readonly {
  readonly id: TraceCompareChoice['align']
  readonly title: string
  readonly hint: string
}[] = [
  { id: 'range', title: 'Ranges', hint: 'From the ends of its scale to those of the reference' },
  { id: 'none', title: 'As it is', hint: 'Nothing is done to the values' },
  { id: 'mean', title: 'Mean', hint: "The reference's mean over everything" },
  {
    id: 'spread',
    title: 'Mean and spread',
    hint: "The reference's mean and standard deviation over everything"
  },
  {
    id: 'recording',
    title: 'By recording',
    hint: "The reference's mean and standard deviation in each recording"
  }
]

/** What is done to the candidate before it is compared, and how long a step is. */
function Preparation({ choice }: { readonly choice: TraceCompareChoice }): ReactNode {
  const { stepSeconds, withLag, smoothSeconds, align, ignorePersons } = choice
  const changed = stepSeconds !== 0 || !withLag || smoothSeconds !== 0 || align !== 'range' || ignorePersons
  return (
    <Conventions label="Convention of traces" widthPx={400} changed={changed} title="Convention">
      <ConventionRow title="Step">
        <Select
          label="Length of a step"
          size="small"
          value={String(stepSeconds)}
          options={STEPS.map((step) => ({
            id: String(step),
            title: step === 0 ? 'As rated (the slower of the two)' : `${step} s`
          }))}
          onChange={(id) => choose({ stepSeconds: Number(id) })}
        />
      </ConventionRow>
      <ConventionRow title="Smoothing">
        <Select
          label="Smoothing of the candidate"
          size="small"
          value={String(smoothSeconds)}
          options={WIDTHS.map((width) => ({
            id: String(width),
            title: width === 0 ? 'None' : `Mean of ${width} s`
          }))}
          onChange={(id) => choose({ smoothSeconds: Number(id) })}
        />
      </ConventionRow>
      <ConventionRow title="Scale">
        <Select
          label="Scale of the candidate"
          size="small"
          value={align}
          options={scales}
          onChange={(id) => choose({ align: scales.find((one) => one.id === id)?.id ?? 'range' })}
        />
      </ConventionRow>
      <ConventionRow title="Stored lags">
        <Tabs
          label="Stored reaction lags"
          value={withLag ? 'out' : 'in'}
          options={[
            { id: 'out', title: 'Out', hint: 'Reaction lags that are stored with takes are taken out' },
            { id: 'in', title: 'Left in', hint: 'Takes are read as they were rated' }
          ]}
          onChange={(id) => choose({ withLag: id === 'out' })}
        />
      </ConventionRow>
      <PersonsApart
        ignored={ignorePersons}
        hint="Values meet only when they are about the same person, or about nobody in particular."
        onChange={(ignore) => choose({ ignorePersons: ignore })}
      />
    </Conventions>
  )
}
