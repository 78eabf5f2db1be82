// The package has no types for its dictionaries: `key value other|key value|…`.
declare module 'opencc-js/dict/TSCharacters' {
  const dictionary: string
  export default dictionary
}
declare module 'opencc-js/dict/TWPhrasesRev' {
  const dictionary: string
  export default dictionary
}
