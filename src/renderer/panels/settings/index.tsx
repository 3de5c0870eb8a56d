import type { ReactNode } from 'react'
import type { Settings as SettingsValue } from '../../../shared/contract'
import { runAction } from '../../session/actions'
import { readAppInfo, useAppInfo } from '../../session/app-info'
import { closeDialog } from '../../session/dialogs'
import { providerName } from '../../session/provider-note'
import { saveSettings, useSettings } from '../../session/settings'
import { Button } from '../../ui/button'
import { Checkbox } from '../../ui/checkbox'
import { Dialog } from '../../ui/dialog'
import { Select } from '../../ui/select'
import { Tabs } from '../../ui/tabs'
import { CommitInput, Field } from '../../ui/text-field'

const PROVIDERS = ['auto', 'cpu', 'webgpu', 'cuda', 'tensorrt', 'dml', 'coreml'] as const

/** Choices of this machine; what belongs to a project is kept with the project. */
export default function Settings(): ReactNode {
  const settings = useSettings((state) => state)
  const info = useAppInfo()
  const works = info?.providers ?? []
  return (
    <Dialog title="Settings" onClose={closeDialog}>
      <div className="field">
        <span className="field-label">Theme</span>
        <div>
          <Tabs<SettingsValue['theme']>
            label="Theme"
            value={settings.theme}
            options={[
              { id: 'dark', title: 'Dark' },
              { id: 'light', title: 'Light' },
              { id: 'system', title: 'As the system' }
            ]}
            onChange={(theme) => void saveSettings({ theme })}
          />
        </div>
      </div>
      <Field
        label="Models run on"
        hint={
          works.length === 0
            ? 'Looking for what this machine can do…'
            : `Can be opened here: ${works.map(providerName).join(', ')}. Each run records what was asked for and what it got.`
        }
      >
        {(id) => (
          <Select
            id={id}
            label="Models run on"
            value={settings.provider}
            options={PROVIDERS.map((provider) => ({
              id: provider,
              title: provider === 'auto' ? 'The best that works' : providerName(provider),
              hint:
                provider === 'auto' || works.length === 0 || works.includes(provider)
                  ? undefined
                  : 'not available here'
            }))}
            onChange={(provider) =>
              void saveSettings({ provider: PROVIDERS.find((known) => known === provider) ?? 'auto' })
            }
          />
        )}
      </Field>
      <Field
        label="Threads for models"
        hint="Leave one core free so that the window stays quick. Empty: all cores but one."
      >
        {() => (
          <CommitInput
            label="Threads for models"
            mono
            placeholder="automatic"
            value={settings.threads === undefined ? '' : String(settings.threads)}
            onCommit={(text) => {
              const threads = Number(text)
              void saveSettings({
                threads:
                  text.trim() === '' || !Number.isInteger(threads)
                    ? undefined
                    : Math.min(64, Math.max(1, threads))
              })
            }}
          />
        )}
      </Field>
      <Field
        label="ffmpeg"
        tone={info && !info.ffmpeg ? 'bad' : 'good'}
        hint={
          info &&
          (info.ffmpeg
            ? `${info.ffmpeg.version.replace(/ Copyright.*/, '')} (${info.ffmpeg.path})`
            : 'Not found. AVI, WMV, HEVC, ProRes and AIFF need it once, at import. Install it, or write its path here.')
        }
      >
        {() => (
          <CommitInput
            label="Path of ffmpeg"
            mono
            placeholder="found by itself on PATH"
            value={settings.ffmpegPath ?? ''}
            onCommit={(text) => void saveSettings({ ffmpegPath: text.trim() || undefined }).then(readAppInfo)}
          />
        )}
      </Field>
      <Checkbox checked={settings.snapping} onChange={(snapping) => void saveSettings({ snapping })}>
        Edges snap to the playhead and to other tracks; Alt switches it off for a moment
      </Checkbox>
      <div style={{ display: 'flex', gap: 8 }}>
        <Button onClick={() => runAction('app.shortcuts')}>Keyboard shortcuts…</Button>
        <Button onClick={() => runAction('app.about')}>About…</Button>
      </div>
    </Dialog>
  )
}
