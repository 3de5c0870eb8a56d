import type { FilmAnswer, FilmRequest } from '../../shared/demo/studio-protocol'
import { film } from './film'

/** The port arrives from the preload script once the page is there. */
window.addEventListener('message', (event) => {
  const [port] = event.ports
  if (event.source !== window || !port) return
  const answer = (message: FilmAnswer): void => port.postMessage(message)
  port.onmessage = (message: MessageEvent<FilmRequest>) => {
    film(message.data, (share) => answer({ kind: 'progress', share }))
      .then(answer)
      .catch((error: unknown) =>
        answer({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
      )
  }
  port.start()
})
