/** In small Latin and Cyrillic letters without accents. Each character stays one, so that places in both texts are the same. */
export function withoutAccents(text: string): string {
  return [...text.normalize('NFC')]
    .map((each) => {
      const folded = /[\p{sc=Latin}\p{sc=Cyrillic}]/u.test(each) ? each.normalize('NFD').replace(/\p{M}/gu, '') : each
      const small = folded.toLowerCase()
      return small.length === each.length ? small : each
    })
    .join('')
}
