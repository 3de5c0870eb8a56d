import { ChartSpline } from 'lucide-react'
import type { ReactNode } from 'react'
import type { SoundChannel } from '../../../shared/audio/sound-feature'
import { soundFeatures } from '../../../shared/audio/sound-feature'
import type { Stream } from '../../../shared/domain/rows'
import { channelWord } from '../../../shared/study/person-of-channel'
import { keepSoundFeature } from '../../session/sound/keep-sound'
import { chooseSound, SoundChoice, soundKinds } from '../../session/sound/sound-choice'
import { Button } from '../../ui/button'
import { Select } from '../../ui/select'

interface ToolbarProps {
  readonly sounds: readonly Stream[]
  readonly stream: Stream
  readonly channel: SoundChannel
  readonly choice: SoundChoice
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Which sound, which channel, what of it. */
export function Toolbar({ sounds, stream, channel, choice }: ToolbarProps): ReactNode {
  const channels = stream.info.channelCount ?? 1
  return (
    <div className="report-bar sound-bar">
      <Select
        size="small"
        label="Feature"
        value={choice.kind}
        options={soundKinds.map((id) => ({ id, title: soundFeatures[id].name }))}
        onChange={(kind) => chooseSound({ kind: SoundChoice.shape.kind.parse(kind) })}
      />
      {sounds.length > 1 && (
        <Select
          size="small"
          label="Sound"
          value={stream.id}
          options={sounds.map(({ id, name }) => ({ id, title: name }))}
          onChange={(streamId) => chooseSound({ streamId, channel: 'mix' })}
        />
      )}
      {channels > 1 && (
        <Select
          size="small"
          label="Channel"
          value={String(channel)}
          options={[
            { id: 'mix', title: 'All channels mixed' },
            ...Array.from({ length: channels }, (_, i) => ({ id: String(i), title: capital(channelWord(i)) }))
          ]}
          onChange={(id) => chooseSound({ channel: id === 'mix' ? 'mix' : Number(id) })}
        />
      )}
      {choice.kind === 'f0' && <PitchFields choice={choice} />}
      <span className="grow" />
      <Button size="small" onClick={() => void keepSoundFeature()}>
        <ChartSpline size={13} /> Keep as a lane
      </Button>
    </div>
  )
}

/** Ranges of voices that are usual in the literature, Hz. */
const RANGES = [
  { id: '60-500', title: '60 to 500 Hz' },
  { id: '75-300', title: '75 to 300 Hz, low voices' },
  { id: '100-600', title: '100 to 600 Hz, high voices' },
  { id: '60-1000', title: '60 to 1000 Hz, singing' }
]

function PitchFields({ choice }: { choice: SoundChoice }): ReactNode {
  return (
    <>
      <Select
        size="small"
        label="Method"
        value={choice.method}
        options={[
          { id: 'yin', title: 'YIN' },
          { id: 'autocorr', title: 'Autocorrelation' }
        ]}
        onChange={(method) => chooseSound({ method: SoundChoice.shape.method.parse(method) })}
      />
      <Select
        size="small"
        label="Range"
        value={`${choice.fMin}-${choice.fMax}`}
        options={RANGES}
        onChange={(id) => {
          const [fMin = 60, fMax = 500] = id.split('-').map(Number)
          chooseSound({ fMin, fMax })
        }}
      />
    </>
  )
}
