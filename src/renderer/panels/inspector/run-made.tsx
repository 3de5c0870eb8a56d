import type { ReactNode } from 'react'
import { z } from 'zod'
import type { Run } from '../../../shared/domain/rows'
import { FusionPlan } from '../../../shared/fusion/fusion-plan'
import { combineConventions, missingConventions } from '../../../shared/fusion/combine-members'
import { authorOf } from '../../session/project'
import { baseName, formatCount } from '../../ui/format'

const Count = z.number().default(0)
const Summary = z.object({
  rows: Count,
  placed: Count,
  outOfSet: Count,
  lost: Count,
  repeated: Count,
  others: z.array(z.object({ text: z.string(), count: z.number() })).default([]),
  lostKeys: z.array(z.object({ key: z.string(), line: z.number() })).default([])
})
const Answers = z.object({ file: z.string(), mapping: z.looseObject({ pattern: z.string().optional() }) })

/** How a fusion was made, or what became of the rows of a file of answers; nothing for other runs. */
export function RunMade({ run }: { run: Run }): ReactNode {
  const plan = FusionPlan.safeParse(run.options['fusion']).data
  if (plan) return <MadeByFusion plan={plan} />
  const answers = Answers.safeParse(run.options['answers']).data
  const summary = Summary.safeParse(run.options['summary']).data
  return answers ? (
    <MadeOfAnswers file={answers.file} pattern={answers.mapping.pattern} summary={summary} />
  ) : null
}

const MadeByFusion = ({ plan }: { plan: FusionPlan }): ReactNode => (
  <section>
    <h3>How it was put together</h3>
    <p className="faint">{combineConventions[plan.combine]}</p>
    <div className="kv">
      {plan.members.map(({ authorId, weight, classWeights, offsetSeconds }) => (
        <Fact
          key={authorId}
          name={authorOf(authorId)?.name ?? 'Gone'}
          text={[
            `weight ${weight}`,
            ...Object.entries(classWeights).map(([label, own]) => `${label} ${own}`),
            ...(offsetSeconds === 0 ? [] : [`${offsetSeconds} s`])
          ].join(', ')}
        />
      ))}
      <Fact name="Who is missing" text={missingConventions[plan.missing]} />
      <Fact
        name="Moments"
        text={
          plan.grid.kind === 'rate'
            ? `${plan.grid.hz} a second`
            : plan.grid.kind === 'samples'
              ? 'of the densest member'
              : `segments of ${authorOf(plan.grid.authorId)?.name ?? 'somebody'}`
        }
      />
      {plan.smoothSeconds > 0 && <Fact name="Smoothed over" text={`${plan.smoothSeconds} s`} />}
      {plan.rules.length > 0 && <Fact name="Rules" text={plan.rules.map(({ type }) => type).join(', ')} />}
    </div>
  </section>
)

function MadeOfAnswers({
  file,
  pattern,
  summary
}: {
  file: string
  pattern: string | undefined
  summary: z.infer<typeof Summary> | undefined
}): ReactNode {
  return (
    <section>
      <h3>Answers from a file</h3>
      <div className="kv">
        <Fact name="File" text={baseName(file)} />
        {pattern && <Fact name="Pattern" text={pattern} />}
        {summary && (
          <>
            <Fact name="Rows" text={formatCount(summary.rows)} />
            <Fact name="Placed" text={formatCount(summary.placed)} />
            <Fact
              name="Outside the labels"
              text={`${formatCount(summary.outOfSet)}${summary.placed > 0 ? ` (${((100 * summary.outOfSet) / summary.placed).toFixed(1)} %)` : ''}`}
            />
            <Fact name="Without a place" text={formatCount(summary.lost)} />
            <Fact name="Repeated" text={formatCount(summary.repeated)} />
          </>
        )}
      </div>
      {summary && summary.others.length > 0 && (
        <ul className="run-others" aria-label="Answers outside the labels">
          {summary.others.map(({ text, count }) => (
            <li key={text}>
              <span className="truncate" title={text}>
                {text === '' ? '(empty)' : text}
              </span>
              <b className="mono">{formatCount(count)}</b>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

const Fact = ({ name, text }: { name: string; text: string }): ReactNode => (
  <>
    <span>{name}</span>
    <b className="plain">{text}</b>
  </>
)
