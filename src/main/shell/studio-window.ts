import type { FilmAnswer, FilmRequest } from '../../shared/demo/studio-protocol'
import { openDecoderWindow } from './decoder-window'

/** Have the hidden studio page draw and encode a film; rejects with its reason when it cannot. */
export async function film(
  url: string,
  preload: string,
  request: FilmRequest,
  progress: (share: number) => void
): Promise<Uint8Array> {
  const { port, close } = await openDecoderWindow(url, preload)
  try {
    return await new Promise<Uint8Array>((resolve, reject) => {
      port.on('message', ({ data }: { data: FilmAnswer }) => {
        if (data.kind === 'progress') progress(data.share)
        else if (data.kind === 'film') resolve(data.file)
        else reject(new Error(data.message))
      })
      port.start()
      port.postMessage(request)
    })
  } finally {
    close()
  }
}
