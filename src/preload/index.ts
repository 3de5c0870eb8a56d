import { contextBridge, ipcRenderer, webUtils } from 'electron'

/** The only door between window and main: one call, one subscription, and the path of a dropped file. */
const lab = {
  call: (name: string, input: unknown): Promise<unknown> => ipcRenderer.invoke('lab:call', name, input),
  on: (listener: (name: string, payload: unknown) => void): (() => void) => {
    const receive = (_event: unknown, name: string, payload: unknown): void => listener(name, payload)
    ipcRenderer.on('lab:event', receive)
    return () => ipcRenderer.off('lab:event', receive)
  },
  /** Path of a file the user dropped. Only a real dropped file has one, and main then lets the window import it. */
  pathOf: (file: File): string => {
    const path = webUtils.getPathForFile(file)
    if (path) ipcRenderer.send('lab:grant', path)
    return path
  }
}

contextBridge.exposeInMainWorld('lab', lab)

export type LabBridge = typeof lab
