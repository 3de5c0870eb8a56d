import { Unreadable } from '../../interchange/unreadable'
import { PickleGlobal } from './objects'
import type { GlobalRole } from './objects'

/** The names that may stand in a pickle. They are how Python writes arrays, texts and plain containers; none is called. */
const roles: Readonly<Record<string, GlobalRole>> = {
  'numpy.core.multiarray _reconstruct': 'reconstruct',
  'numpy._core.multiarray _reconstruct': 'reconstruct',
  'numpy.core.multiarray scalar': 'scalar',
  'numpy._core.multiarray scalar': 'scalar',
  'numpy.core.numeric _frombuffer': 'frombuffer',
  'numpy._core.numeric _frombuffer': 'frombuffer',
  'numpy ndarray': 'ndarray',
  'numpy dtype': 'dtype',
  '_codecs encode': 'encode',
  'builtins bytes': 'bytes',
  '__builtin__ bytes': 'bytes',
  'builtins bytearray': 'bytes',
  '__builtin__ bytearray': 'bytes',
  'builtins list': 'list',
  'builtins tuple': 'list',
  'builtins set': 'list',
  'builtins frozenset': 'list',
  '__builtin__ list': 'list',
  '__builtin__ tuple': 'list',
  '__builtin__ set': 'list',
  '__builtin__ frozenset': 'list',
  'collections OrderedDict': 'dict'
}

/** The role of a name in a pickle. Everything that is not plain data is refused: a pickle can name any program to be run. */
export function pickleGlobal(module: string, name: string): PickleGlobal {
  const role = Object.hasOwn(roles, `${module} ${name}`) ? roles[`${module} ${name}`] : undefined
  if (!role) throw refused(`${module}.${name}`)
  return new PickleGlobal(role)
}

/** What a pickle asks for beside data. */
export const refused = (what: string): Unreadable =>
  new Unreadable(
    `asks to run "${what.slice(0, 80)}" when it is opened. Affectory builds arrays and lists from pickles and runs nothing, so the file was not read.`,
    'If you trust it, open it in Python and save only its arrays (numpy.savez or scipy.io.savemat).',
    'unsafe'
  )
