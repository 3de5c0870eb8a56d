import type { ReactNode } from 'react'
import { useState } from 'react'
import type { Stream } from '../../../shared/domain/rows'
import { toMedia } from '../../../shared/domain/time'
import type { BadChannelHint } from '../../../shared/signal/dsp/bad-channel-hints'
import { closeDialog } from '../../session/dialogs'
import { useProject } from '../../session/project'
import { typeOf } from '../../session/signals/channels'
import { markBad } from '../../session/signals/channel-edits'
import { useAnalysis } from '../../session/signals/use-analysis'
import { viewport } from '../../session/viewport'
import { Button } from '../../ui/button'
import { Checkbox } from '../../ui/checkbox'
import { Dialog } from '../../ui/dialog'
import { Empty } from '../../ui/empty'
import { plural } from '../../ui/format'
import { Progress } from '../../ui/progress'
import './bad-channels.css'

/** More is not looked at, µs: a minute says enough of a channel. */
const LONGEST_US = 60e6

/** Electrodes below which neighbours lie too far apart to be alike. */
const FEW = 16

/** A tenth of a microvolt in the units of files. */
const FLAT: Readonly<Record<string, number>> = { uv: 0.1, µv: 0.1, μv: 0.1, mv: 1e-4, v: 1e-7, nv: 100 }

/** Channels that may be bad, each with its reason; the user marks those that are. */
export default function BadChannelsDialog({ streamId }: { streamId: string }): ReactNode {
  const stream = useProject((state) => state.snapshot?.streams.find(({ id }) => id === streamId))
  return stream ? <Hints stream={stream} /> : null
}

function Hints({ stream }: { stream: Stream }): ReactNode {
  const channels = stream.info.channels ?? []
  const good = channels.flatMap((channel, index) =>
    typeOf(channel) === 'eeg' && !channel.bad ? [index] : []
  )
  const [span] = useState(() => spanOf(stream))
  const flatBelow = FLAT[(channels[good[0] ?? -1]?.unit ?? '').toLowerCase()]
  const state = useAnalysis(
    good.length < 3 || !span
      ? undefined
      : {
          streamId: stream.id,
          slot: 'bad-channels',
          channels: [...good],
          spans: [span],
          analysis: { kind: 'bad-channels', ...(flatBelow === undefined ? {} : { flatBelow }) }
        }
  )
  const hints = state.loading ? undefined : state.shown?.result.hints
  const found = [...new Set((hints ?? []).map(({ channel }) => channel))]
  // Nothing is chosen beforehand: a hint decides nothing.
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set())
  const wanted = found.filter((channel) => chosen.has(channel))
  return (
    <Dialog
      title="Channels that may be bad"
      widthPx={460}
      onClose={closeDialog}
      foot={
        <>
          <Button tone="quiet" onClick={closeDialog}>
            Close
          </Button>
          <Button
            tone="primary"
            disabled={wanted.length === 0}
            onClick={() => {
              void markBad(stream, wanted, true)
              closeDialog()
            }}
          >
            {wanted.length === 0 ? 'Mark as bad' : `Mark ${plural(wanted.length, 'channel')} as bad`}
          </Button>
        </>
      }
    >
      <div className="bad-channels">
        {state.loading && (
          <Progress
            label="Looking at the channels"
            {...(state.share === undefined ? {} : { share: state.share })}
          />
        )}
        {good.length < 3 || !span ? (
          <Empty size="small" title="Nothing to hold against each other">
            This needs three good EEG channels, and a view of where they were recorded.
          </Empty>
        ) : state.problem ? (
          <p>{state.problem.message}</p>
        ) : hints && found.length === 0 ? (
          <Empty size="small" title="No channel stands out">
            None is flat, far larger or smaller than the others, or unlike all of them.
          </Empty>
        ) : (
          found.map((channel) => (
            <Checkbox
              key={channel}
              checked={chosen.has(channel)}
              onChange={(on) =>
                setChosen(new Set(on ? [...chosen, channel] : [...chosen].filter((each) => each !== channel)))
              }
            >
              {channels[channel]?.label}:{' '}
              {(hints ?? [])
                .filter((hint) => hint.channel === channel)
                .map(reason)
                .join('; ')}
            </Checkbox>
          ))
        )}
        {span && (
          <p className="faint">
            {good.length} good EEG channels over {Number(((span.toUs - span.fromUs) / 1e6).toPrecision(3))} s
            of what is in view, as recorded. Thresholds of the PREP pipeline (Bigdely-Shamlo et al. 2015); a
            hint decides nothing.
            {good.length < FEW && ' With few electrodes, far apart, being unlike the others says little.'}
          </p>
        )}
      </div>
    </Dialog>
  )
}

function reason(hint: BadChannelHint): string {
  switch (hint.kind) {
    case 'flat':
      return `flat, deviation ${Number(hint.deviation.toPrecision(2))}`
    case 'amplitude':
      return `${hint.robustZ > 0 ? 'larger' : 'smaller'} than the others, robust z ${hint.robustZ.toFixed(1)}`
    case 'correlation':
      return `unlike every other channel in ${Math.round(100 * hint.shareOfWindows)} % of the seconds`
  }
}

/** What is in view, at most a minute of it; undefined where the stream has nothing there. */
function spanOf(stream: Stream): { readonly fromUs: number; readonly toUs: number } | undefined {
  const { start, span } = viewport.getState().view
  const fromUs = Math.max(0, toMedia(stream, start))
  const toUs = Math.min(stream.duration, toMedia(stream, start + span), fromUs + LONGEST_US)
  return toUs - fromUs >= 1e6 ? { fromUs, toUs } : undefined
}
