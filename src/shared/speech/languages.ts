/**
 * Languages that the recogniser was trained on with at least about a thousand hours, by code, best known first (Radford et
 * al. 2022, figure 11); the others it knows are less than drafts.
 */
export const SPOKEN_LANGUAGES: readonly string[] = [
  'en',
  'zh',
  'de',
  'es',
  'ru',
  'fr',
  'pt',
  'ko',
  'ja',
  'tr',
  'pl',
  'it',
  'sv',
  'nl',
  'ca',
  'fi',
  'id',
  'ar',
  'uk',
  'vi',
  'he',
  'el',
  'da',
  'ms',
  'hu',
  'ro',
  'no',
  'th',
  'cs',
  'hi',
  'ta',
  'bg',
  'hr'
]

/** Name of a language in a language: "German"; its code where nobody knows it. */
export function languageName(code: string, inLanguage = 'en'): string {
  try {
    return new Intl.DisplayNames([inLanguage], { type: 'language' }).of(code) ?? code
  } catch {
    return code
  }
}
