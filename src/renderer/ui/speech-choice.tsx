import { useState } from 'react'
import type { ReactNode } from 'react'
import type { SpeechOptions } from '../../shared/domain/model'
import { VOICE_THRESHOLD } from '../../shared/speech/group-voices'
import { languageName, SPOKEN_LANGUAGES } from '../../shared/speech/languages'
import { USUAL_SPEECH_RULES } from '../../shared/speech/speech-stretches'
import { Section } from './section'
import { Select } from './select'
import { Slider } from './slider'
import { Field } from './text-field'

interface SpeechChoiceProps {
  readonly options: SpeechOptions
  /** Words are written down, too: language and speakers can be chosen. */
  readonly words: boolean
  readonly onChange: (options: SpeechOptions) => void
}

const FIND_OUT = 'auto'
const NOT_APART = 'none'
const MOST_SPEAKERS = 6

const languages = SPOKEN_LANGUAGES.map((code) => ({ id: code, title: languageName(code) })).sort((a, b) =>
  a.title.localeCompare(b.title)
)

/** How speech is looked for and written down. */
export function SpeechChoice({ options, words, onChange }: SpeechChoiceProps): ReactNode {
  return (
    <div className="field" style={{ gap: 10 }}>
      {words && (
        <>
          <Field label="Language" hint="Found out from the longest stretches of each recording, or chosen.">
            {(id) => (
              <Select
                id={id}
                label="Language"
                value={options.language ?? FIND_OUT}
                options={[{ id: FIND_OUT, title: 'Find out' }, ...languages]}
                onChange={(code) => onChange({ ...options, language: code === FIND_OUT ? undefined : code })}
              />
            )}
          </Field>
          <Field
            label="Speakers"
            hint="A suggestion by the sound of the voices, to be corrected: right for different voices, often wrong for similar ones."
          >
            {(id) => (
              <Select
                id={id}
                label="Speakers"
                value={String(options.speakers ?? NOT_APART)}
                options={[
                  { id: NOT_APART, title: 'Do not tell apart' },
                  { id: 'auto', title: 'As many as are heard' },
                  ...Array.from({ length: MOST_SPEAKERS - 1 }, (_, i) => ({
                    id: String(i + 2),
                    title: `${i + 2} speakers`
                  }))
                ]}
                onChange={(value) => onChange({ ...options, speakers: speakersOf(value) })}
              />
            )}
          </Field>
          {options.speakers === 'auto' && (
            <div className="field">
              <span className="field-label">
                Voices are two from a difference of: {(options.voiceThreshold ?? VOICE_THRESHOLD).toFixed(2)}
              </span>
              <Slider
                label="Difference of two voices"
                value={options.voiceThreshold ?? VOICE_THRESHOLD}
                min={0.5}
                max={2}
                step={0.05}
                onChange={(voiceThreshold) => onChange({ ...options, voiceThreshold })}
              />
              <div className="hint">
                Higher finds fewer speakers. It takes about ten turns of each to tell how many there are;
                saying it is surer.
              </div>
            </div>
          )}
        </>
      )}
      <SpeechLimits options={options} onChange={onChange} />
    </div>
  )
}

const speakersOf = (value: string): SpeechOptions['speakers'] =>
  value === NOT_APART ? undefined : value === 'auto' ? 'auto' : Number(value)

/** What counts as speech. */
function SpeechLimits({ options, onChange }: Omit<SpeechChoiceProps, 'words'>): ReactNode {
  const [open, setOpen] = useState(false)
  const usual = USUAL_SPEECH_RULES
  const limits = [
    ['threshold', 'Least probability of speech', usual.threshold, 0.05, 0.95, 0.05, ''],
    ['minSilenceSeconds', 'Silence that ends a stretch', usual.minSilenceSeconds, 0.05, 2, 0.05, ' s'],
    ['minSpeechSeconds', 'Shortest stretch', usual.minSpeechSeconds, 0.05, 2, 0.05, ' s'],
    ['padSeconds', 'Added on both sides', usual.padSeconds, 0, 0.5, 0.01, ' s']
  ] as const
  return (
    <Section title="What counts as speech" open={open} onOpenChange={setOpen}>
      <div className="field" style={{ gap: 10, paddingTop: 6 }}>
        {limits.map(([key, title, normal, min, max, step, unit]) => (
          <div key={key} className="field">
            <span className="field-label">
              {title}: {(options[key] ?? normal).toFixed(2)}
              {unit}
            </span>
            <Slider
              label={title}
              value={options[key] ?? normal}
              min={min}
              max={max}
              step={step}
              onChange={(value) => onChange({ ...options, [key]: value })}
            />
          </div>
        ))}
      </div>
    </Section>
  )
}
