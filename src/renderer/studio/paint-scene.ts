import { scenePicture } from '../../shared/demo/scene'
import type { Look, Player, Scene, Shot, View } from '../../shared/demo/scene'

/** How far the window on a photograph wanders, as a share of its side, and how much it zooms. */
const WANDER = 0.07
const ZOOM = 0.1
/** How far the head tilts to each side, in radians. */
const TILT = 0.12
/** Seconds over which one view gives way to the next. */
const FADE_SECONDS = 0.4

type Context = OffscreenCanvasRenderingContext2D

/** Draw both players side by side at a time, each a moving crop of a photograph, so that finding and following faces is real work. */
export function paintScene(
  context: Context,
  scene: Scene,
  photos: ReadonlyMap<string, ImageBitmap>,
  time: number
): void {
  const half = scenePicture.widthPx / 2
  scene.players.forEach((player, index) => paintPlayer(context, player, photos, time, index * half, half))
  context.fillStyle = '#0b0d10'
  context.fillRect(half - 2, 0, 4, scenePicture.heightPx)
}

function paintPlayer(
  context: Context,
  player: Player,
  photos: ReadonlyMap<string, ImageBitmap>,
  time: number,
  left: number,
  width: number
): void {
  context.save()
  context.beginPath()
  context.rect(left, 0, width, scenePicture.heightPx)
  context.clip()
  paintEmptySeat(context, left, width)
  for (const shot of player.shots) {
    const strength = visibility(shot, time)
    const photo = shot.view && photos.get(shot.view.photo)
    if (!shot.view || !photo || strength === 0) continue
    context.globalAlpha = strength
    paintView(context, { ...shot.look, ...shot.view }, photo, time + player.pitchHz, left, width)
  }
  context.restore()
}

/** 0 outside the shot, 1 inside, rising and falling over the fade. */
function visibility(shot: Shot, time: number): number {
  const rise = shot.start === 0 ? 1 : (time - shot.start) / FADE_SECONDS
  const fall = (shot.end - time) / FADE_SECONDS + 1
  return Math.max(0, Math.min(1, rise, fall))
}

function paintView(
  context: Context,
  view: View & Look,
  photo: ImageBitmap,
  phase: number,
  left: number,
  width: number
): void {
  const height = scenePicture.heightPx
  const side = view.size * (1 + ZOOM * Math.sin(phase * 0.37))
  const x = view.x + view.size * WANDER * Math.sin(phase * 0.53)
  const y = view.y + view.size * WANDER * 0.6 * Math.sin(phase * 0.71 + 1)
  const sourceHeight = side * (height / width)
  context.save()
  context.translate(left + width / 2, height / 2)
  context.rotate((view.tilt ?? 0) + TILT * Math.sin(phase * 0.29))
  context.filter = `brightness(${view.light ?? 1}) blur(${view.blurPx ?? 0}px)`
  // A little larger than the half it fills, so that tilting shows no corners.
  const overscan = 1 + 2 * (TILT + Math.abs(view.tilt ?? 0))
  context.drawImage(
    photo,
    x - (side * overscan) / 2,
    y - (sourceHeight * overscan) / 2,
    side * overscan,
    sourceHeight * overscan,
    (-width * overscan) / 2,
    (-height * overscan) / 2,
    width * overscan,
    height * overscan
  )
  context.restore()
}

function paintEmptySeat(context: Context, left: number, width: number): void {
  context.fillStyle = '#30343b'
  context.fillRect(left, 0, width, scenePicture.heightPx)
  context.fillStyle = '#3a3f48'
  context.fillRect(
    left + width * 0.25,
    scenePicture.heightPx * 0.45,
    width * 0.5,
    scenePicture.heightPx * 0.55
  )
  context.fillStyle = '#2a2d33'
  context.fillRect(left + width * 0.25, scenePicture.heightPx * 0.45, width * 0.5, 12)
}
