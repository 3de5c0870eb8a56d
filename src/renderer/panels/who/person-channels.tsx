import type { ReactNode } from 'react'
import { channelWord, EVERY_STREAM } from '../../../shared/study/person-of-channel'
import { recordingOf, streamsOf } from '../../session/project'
import { useSelection } from '../../session/selection'
import { Select } from '../../ui/select'
import { Field } from '../../ui/text-field'

const NONE = 'none'

interface PersonChannelsProps {
  readonly channels: Readonly<Record<string, number>>
  readonly onChange: (channels: Readonly<Record<string, number>>) => void
}

/** On which channel a person speaks: in the open recording, and in all others. */
export function PersonChannels({ channels, onChange }: PersonChannelsProps): ReactNode {
  const recordingId = useSelection((state) => state.recordingId)
  const sounds =
    recordingId === undefined ? [] : streamsOf(recordingId).filter(({ kind }) => kind === 'audio')
  const [sound] = sounds
  const count = Math.max(2, ...sounds.map(({ info }) => info.channelCount ?? 0))
  const options = (none: string) => [
    { id: NONE, title: none },
    ...Array.from({ length: count }, (_, channel) => ({
      id: String(channel),
      title: `${channelWord(channel)} channel`.replace(/^channel (\d+) channel$/, 'channel $1')
    }))
  ]
  const set = (key: string, value: string): void => {
    const { [key]: _before, ...others } = channels
    onChange(value === NONE ? others : { ...others, [key]: Number(value) })
  }
  const value = (key: string): string => {
    const channel = channels[key]
    return channel === undefined ? NONE : String(channel)
  }
  return (
    <div className="who-pair">
      <Field label={`Heard in ${recordingOf(recordingId)?.name ?? 'the open recording'} on`}>
        {(id) => (
          <Select
            id={id}
            label="Channel in the open recording"
            disabled={!sound}
            value={sound ? value(sound.id) : NONE}
            options={options('as in all recordings')}
            onChange={(chosen) => sound && set(sound.id, chosen)}
          />
        )}
      </Field>
      <Field label="In all recordings on">
        {(id) => (
          <Select
            id={id}
            label="Channel in all recordings"
            value={value(EVERY_STREAM)}
            options={options('no channel of their own')}
            onChange={(chosen) => set(EVERY_STREAM, chosen)}
          />
        )}
      </Field>
    </div>
  )
}
