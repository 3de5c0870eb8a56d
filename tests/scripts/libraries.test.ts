import { expect, test } from 'vitest'
import { debianNames, installCommand, missingLibraries } from '../../scripts/setup/libraries.mjs'

const lddText = `	linux-vdso.so.1 (0x00007ffd1b5f2000)
	libffmpeg.so => /opt/electron/libffmpeg.so (0x00007f1)
	libgtk-3.so.0 => not found
	libnss3.so => not found
	libnss3.so => not found
	libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f2)
`

test('the libraries that ldd does not find are named, each once', () => {
  expect(missingLibraries(lddText)).toEqual(['libgtk-3.so.0', 'libnss3.so'])
})

test('a complete system lacks nothing', () => {
  expect(missingLibraries(lddText.replaceAll(/.*not found\n/g, ''))).toEqual([])
})

test('newer Debian releases get the names that end in t64, where they have them', () => {
  const known = (name: string) => ['libgtk-3-0t64', 'libnss3'].includes(name)
  expect(debianNames(['libgtk-3-0', 'libnss3'], known)).toEqual(['libgtk-3-0t64', 'libnss3'])
})

test('the install command is the one of the distribution', () => {
  const command = (manager: string) =>
    installCommand(['libnss3', 'ffmpeg'], { has: (program) => program === manager, known: () => false })
  expect(command('apt-get')).toMatch(/^sudo apt-get update && sudo apt-get install .* libnss3 ffmpeg$/)
  expect(command('dnf')).toBe('sudo dnf install -y nss ffmpeg')
  expect(command('none')).toContain('libnss3 ffmpeg')
})
