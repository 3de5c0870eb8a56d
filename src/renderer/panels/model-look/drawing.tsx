import type { ReactNode } from 'react'
import type { ShownValue } from '../../../shared/model-look/shown-value'
import { Curve } from './curve'
import { HeatPicture } from './heat-picture'
import { PixelPicture } from './pixel-picture'
import { TensorFigures } from './tensor-figures'
import { TokenPieces } from './token-pieces'

/** A value as a person can look at it. */
export function Drawing({ value }: { readonly value: ShownValue }): ReactNode {
  switch (value.kind) {
    case 'sound':
      return (
        <div className="look-draw look-sound">
          <Curve label="Waveform" extremes={value.extremes} />
        </div>
      )
    case 'picture':
      return (
        <div className="look-draw">
          <PixelPicture {...value} label={`Picture of ${value.widthPx} x ${value.heightPx}`} />
        </div>
      )
    case 'clip':
      return (
        <div className="look-draw look-clip">
          {value.pictures.map((picture, i) =>
            picture.kind === 'picture' ? (
              <PixelPicture key={i} {...picture} label={`Picture ${i + 1} of ${value.count}`} />
            ) : null
          )}
        </div>
      )
    case 'words':
      return (
        <div className="look-draw">
          {value.texts.map((text, i) => (
            <p key={i} className="look-words selectable" dir="auto">
              {text}
            </p>
          ))}
        </div>
      )
    case 'dialogue':
      return (
        <div className="look-draw look-words selectable">
          {value.turns.map(({ speaker, text, own }, i) => (
            <p key={i} dir="auto" className={own ? undefined : 'is-around'}>
              {speaker !== undefined && <b>{speaker}: </b>}
              {text}
            </p>
          ))}
        </div>
      )
    case 'tokens':
      return value.take === 'ids' ? <TokenPieces tokens={value} /> : null
    case 'channels':
      return (
        <div className="look-draw look-channels">
          {value.rows.map(({ name, extremes }, i) => (
            <div key={i}>
              <span className="faint truncate">{name}</span>
              <div className="look-channel">
                <Curve label={name} extremes={extremes} />
              </div>
            </div>
          ))}
          {value.rows.length < value.names.length * Math.max(1, value.bands.length) && (
            <span className="faint">and more</span>
          )}
        </div>
      )
    case 'notes':
      return null
    case 'several':
      return (
        <div className="look-draw">
          {value.values.map((one, i) => (
            <Drawing key={i} value={one} />
          ))}
          {value.values.length < value.count && (
            <span className="faint">and {value.count - value.values.length} others</span>
          )}
        </div>
      )
    case 'tensor':
      return (
        <div className="look-draw look-tensor">
          {value.pixels && <PixelPicture pixels={value.pixels} label="Values as a picture" />}
          {value.heat && <HeatPicture heat={value.heat} />}
          <TensorFigures tensor={value} />
        </div>
      )
  }
}
