import { z } from 'zod'
import { configFileSchema } from '../../src/config/schema.ts'

/** The JSON schema of `config/morning-post.yaml`, for editors. */
export function configJsonSchema(): object {
  return z.toJSONSchema(configFileSchema, {
    io: 'input',
    // JSON Schema has no big integers; an unquoted id is an integer there.
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === 'bigint') jsonSchema.type = 'integer'
      delete jsonSchema.readOnly
    },
  })
}
