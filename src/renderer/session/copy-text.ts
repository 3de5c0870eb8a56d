import { call } from '../client'
import { toast, toastError } from './toasts'

/** Put text on the clipboard and say so. */
export const copyText = (text: string): void =>
  void call('app.copyText', { text }).then(() => toast('Copied.'), toastError)
