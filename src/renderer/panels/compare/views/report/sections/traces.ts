import { call } from '../../../../../client'
import { recordingOf } from '../../../../../session/project'
import { cardsOf } from '../../../card-facts'
import { numbersTable, recordingsTable } from '../../traces/tables'
import type { ReportSection } from './section'

/** Continuous ratings of two sources. */
export const tracesSection: ReportSection = {
  id: 'traces',
  title: 'Traces',
  hint: 'Agreement of continuous ratings, pooled and by recording, as chosen in Traces',
  needs: 'traces',
  async make({ traces, facts }) {
    const title = 'Traces'
    if (!traces)
      return {
        title,
        paragraphs: ['There are no two sources of values.'],
        cards: [],
        tables: [],
        figures: []
      }
    const answer = await call('analysis.traces', traces.query)
    return {
      title,
      paragraphs: [`${traces.candidate} against ${traces.reference}.`],
      cards: cardsOf([...answer.pooled, ...answer.perRecording], facts(answer.revision)),
      tables: [
        {
          name: 'traces',
          title: 'Traces, pooled and as the mean of recordings',
          table: numbersTable(answer)
        },
        {
          name: 'traces-recordings',
          title: 'Traces by recording',
          table: recordingsTable(answer, (id) => recordingOf(id)?.name ?? id)
        }
      ],
      figures: []
    }
  }
}
