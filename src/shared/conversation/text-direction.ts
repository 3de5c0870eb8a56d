/** Letters of scripts that run from right to left. */
const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Samaritan}\p{Script=Mandaic}\p{Script=Adlam}]/u

/**
 * From this share of letters on a line runs from right to left. Less than half, because Hebrew and Arabic leave most
 * vowels out, so that a foreign phrase has about half as many letters again as the words around it.
 */
const SHARE = 0.4

/**
 * The direction that some texts run in, taken together; marks, digits and punctuation have none, and where there is no
 * letter it is left to right. By share, so that a single foreign word at the beginning does not turn a line around.
 */
export function textDirection(...texts: readonly string[]): 'ltr' | 'rtl' {
  let [letters, rightToLeft] = [0, 0]
  for (const text of texts)
    for (const [letter] of text.matchAll(/\p{L}/gu)) {
      letters++
      if (RIGHT_TO_LEFT.test(letter)) rightToLeft++
    }
  return letters > 0 && rightToLeft / letters >= SHARE ? 'rtl' : 'ltr'
}
