// Run by electron-builder on the unpacked app: turn off what a released app must not offer.
const { join } = require('node:path')
const { FuseV1Options, FuseVersion, flipFuses } = require('@electron/fuses')

exports.default = async function lockDown({ appOutDir, electronPlatformName, packager }) {
  const name = packager.appInfo.productFilename
  const program =
    { darwin: `${name}.app`, win32: `${name}.exe` }[electronPlatformName] ?? packager.executableName
  await flipFuses(join(appOutDir, program), {
    version: FuseVersion.V1,
    resetAdHocDarwinSignature: electronPlatformName === 'darwin',
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableCookieEncryption]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: false,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: electronPlatformName !== 'linux',
    [FuseV1Options.OnlyLoadAppFromAsar]: true
  })
}
