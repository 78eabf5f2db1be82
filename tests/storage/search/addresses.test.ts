import { expect, test } from 'vitest'
import { addressKey, addressKeysIn } from '../../../src/storage/search/addresses.ts'

test.each([
  ['2310.10683v2', 'arxiv:2310.10683'],
  ['https://arxiv.org/html/2310.10683v1', 'arxiv:2310.10683'],
  ['https://www.alphaxiv.org/abs/2310.10683', 'arxiv:2310.10683'],
  ['https://ar5iv.labs.arxiv.org/html/2310.10683', 'arxiv:2310.10683'],
  ['https://huggingface.co/papers/2310.10683', 'arxiv:2310.10683'],
  ['https://doi.org/10.1126/Science.adi2336', 'doi:10.1126/science.adi2336'],
  ['https://www.science.org/doi/full/10.1126/science.adi2336', 'doi:10.1126/science.adi2336'],
  ['https://dl.acm.org/doi/10.1145/3600006.3613165', 'doi:10.1145/3600006.3613165'],
  ['https://link.springer.com/content/pdf/10.1007/s11263-020-01316-z.pdf', 'doi:10.1007/s11263-020-01316-z'],
  ['https://www.nature.com/articles/s41586-024-07487-w.pdf', 'doi:10.1038/s41586-024-07487-w'],
  ['https://huggingface.co/datasets/openai/gsm8k', 'huggingface.co/datasets/openai/gsm8k'],
  ['https://www.nature.com/nature/volumes/630', 'nature.com/nature/volumes/630'],
])('%s is compared by %s', (text, key) => {
  expect(addressKey(text)).toBe(key)
})

test.each([
  ['见https://arxiv.org/abs/2310.10683，好', 'arxiv:2310.10683'],
  ['看看 https://example.org/a。', 'example.org/a'],
  ['https://example.org/a这篇', 'example.org/a'],
  ['「https://example.org/a/」讲了什么', 'example.org/a'],
  ['论文2310.10683', 'arxiv:2310.10683'],
  ['论文:2310.10683v2。', 'arxiv:2310.10683'],
  ['见arxiv.org/abs/2310.10683/，好', 'arxiv:2310.10683'],
  ['Training(https://example.org/a)', 'example.org/a'],
  ['[Training](https://example.org/a)', 'example.org/a'],
  ['статья:https://example.org/a»', 'example.org/a'],
  ['https://example.org/a、https://example.org/b', 'example.org/b'],
])('in %s, an address is found beside words', (typed, key) => {
  expect(addressKeysIn(typed)).toContain(key)
})

test('an address with letters that are not of English is not taken for a shorter one', () => {
  expect(addressKeysIn('https://zh.example.org/wiki/机器学习')).toEqual(['zh.example.org/wiki/机器学习'])
})

test.each(['智能体', '3.5的模型', 'C++和C#', '见：好', 'training-free'])('%s is no address', (typed) => {
  expect(addressKeysIn(typed)).toEqual([])
})
