import { serve } from './serve'

addEventListener('message', (event) => {
  const [port] = event.ports
  if (event.source === window && event.data === 'decoder:port' && port) serve(port)
})
