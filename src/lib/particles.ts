/** What Japanese and Korean questions end in: について教えて of `Kimiについて教えて`, 에 대해 of `kimi에 대해`. */
const ends = [
  /(?:\s*(?:に(?:ついて|関する|関して)の?|とは|って|を?教えて(?:ください|下さい)?|何(?:ですか|だ)?|は?ありますか|はある|の?(?:最新)?の?(?:ニュース|記事|情報|話題|お知らせ|ダイジェスト)は?))+[\s?？。]*$/u,
  /(?:(?<=[\p{sc=Latin}\p{N}])(?:에서?|의|은|는|이|가|을|를|와|과|로|도)(?=\s|$)|\s*(?:(?:에|을|를)?\s*(?:대해서?|대한|관해서?|관한)|관련(?:된)?)(?=\s|$)|\s+(?:최신|최근|소식|뉴스|기사|다이제스트|내용|정보|글|것|뭐|뭐가|무엇|있어요?|있나요|있니|알려\s?줘요?|알려\s?주세요|보여\s?줘요?)(?=[\s?？]|$))+[\s?？]*$/u,
]

/** Without what only asks, unless nothing else is there. */
export function withoutParticles(text: string): string {
  const rest = ends.reduce((said, end) => said.replace(end, ''), text)
  return /[\p{L}\p{N}]/u.test(rest) ? rest : text
}

/** Whether a text asks for everything: ニュースは？ */
export function isOnlyParticles(text: string): boolean {
  return ends.some((end) => !/[\p{L}\p{N}]/u.test(` ${text}`.replace(end, '')))
}
