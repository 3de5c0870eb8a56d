import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { extname, join } from 'node:path'
import { ffmpeg, h264, makeSound, makeVideo } from '../../scripts/media.mjs'
import { root } from '../e2e/driver/launch'

const folder = join(root, '.local', 'bench-media')

/** A minute of 720p at 30 pictures a second, a key frame every two seconds. */
export const minuteVideo = (): Promise<string> =>
  made('minute.mp4', (path) => makeVideo(path, { seconds: 60, video: h264(60, 2) }))

/** The same in a form that the window cannot play, so that a proxy with a short group of pictures is made. */
export const minuteExotic = (): Promise<string> =>
  made('minute.avi', (path) =>
    makeVideo(path, {
      seconds: 60,
      video: ['-c:v', 'mpeg4', '-vtag', 'XVID', '-q:v', '3'],
      audio: ['-c:a', 'libmp3lame']
    })
  )

/** Two hours of AAC sound: ten minutes, twelve times. */
export const twoHours = (): Promise<string> =>
  made('two-hours.m4a', async (path) => {
    const part = await made('ten-minutes.m4a', (file) =>
      makeSound(file, ['-c:a', 'aac', '-b:a', '128k'], 600)
    )
    await ffmpeg(['-stream_loop', '11', '-i', part, '-c', 'copy', path])
  })

async function made(name: string, make: (path: string) => Promise<void>): Promise<string> {
  const path = join(folder, name)
  if (existsSync(path)) return path
  mkdirSync(folder, { recursive: true })
  const unfinished = join(folder, `${process.pid}.unfinished${extname(name)}`)
  await make(unfinished)
  renameSync(unfinished, path)
  return path
}
