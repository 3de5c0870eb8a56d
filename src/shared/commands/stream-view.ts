import { z } from 'zod'
import { fail, ok } from '../domain/problem'
import { Id } from '../domain/rows'
import { SignalView } from '../signal/signal-view'
import type { Command } from './command'
import { created, updated } from './rules/row-change'

/** Parts of a view that a title names. */
const Part = z.enum(['components', 'reference', 'filters', 'rate', 'electrodes', 'everything'])

const Input = z.object({ streamId: Id, view: SignalView, part: Part.default('everything') })

/** Say how a signal is seen: reference, filters, rate, components and electrodes left out or made from others. The file stays as it is. */
export const streamView: Command<z.infer<typeof Input>> = {
  id: 'stream-view',
  input: Input,
  title: ({ part, view }) => TITLES[part](view),
  apply(rows, { streamId, view: { normalise: _, ...view } }) {
    const stream = rows.get('stream', streamId)
    if (!stream) return fail('stream.gone', 'The stream does not exist any more.')
    if (stream.kind !== 'signal') return fail('stream.no-signal', `${stream.name} is no signal.`)
    const before = rows.get('streamView', streamId)
    return ok([
      before ? updated('streamView', before, { view }) : created('streamView', { id: streamId, view })
    ])
  }
}

const TITLES: Readonly<Record<z.infer<typeof Part>, (view: SignalView) => string>> = {
  components: ({ without }) =>
    without ? 'Leave components out of a signal' : 'Put the components of a signal back',
  reference: ({ reference }) =>
    reference ? 'Change the reference of a signal' : 'Take the reference off a signal',
  filters: ({ filters }) =>
    filters.length > 0 ? 'Change the filters of a signal' : 'Take the filters off a signal',
  rate: () => 'Change the rate that a signal is shown at',
  electrodes: ({ made }) =>
    made ? 'Make bad electrodes from the others' : 'Show bad electrodes as they were recorded',
  everything: () => 'Change how a signal is seen'
}
