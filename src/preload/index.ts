import { contextBridge, ipcRenderer, webUtils } from 'electron'

/** The only door between window and main: one call, one subscription, and the path of a dropped file. */
const lab = {
  call: (name: string, input: unknown): Promise<unknown> => ipcRenderer.invoke('lab:call', name, input),
  on: (listener: (name: string, payload: unknown) => void): (() => void) => {
    const receive = (_event: unknown, name: string, payload: unknown): void => listener(name, payload)
    ipcRenderer.on('lab:event', receive)
    return () => ipcRenderer.off('lab:event', receive)
  },
  pathOf: (file: File): string => webUtils.getPathForFile(file)
}

contextBridge.exposeInMainWorld('lab', lab)

export type LabBridge = typeof lab
