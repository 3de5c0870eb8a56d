import type { Scene } from '../../../shared/demo/scene'

/** The dialogue of a scene as WebVTT with a voice per turn (W3C WebVTT, voice span). */
export function dialogueVtt(scene: Scene): string {
  const cues = scene.turns.map((turn, index) => {
    const speaker = scene.players[turn.player]?.name ?? 'unknown'
    return `${index + 1}\n${stamp(turn.start)} --> ${stamp(turn.end)}\n<v ${speaker}>${turn.text}\n`
  })
  return `WEBVTT\n\nNOTE Synthetic dialogue, written for demonstration.\n\n${cues.join('\n')}`
}

function stamp(seconds: number): string {
  const ms = Math.round(seconds * 1000)
  const pad = (value: number, width: number): string => String(value).padStart(width, '0')
  return `${pad(Math.floor(ms / 3_600_000), 2)}:${pad(Math.floor(ms / 60_000) % 60, 2)}:${pad(Math.floor(ms / 1000) % 60, 2)}.${pad(ms % 1000, 3)}`
}
