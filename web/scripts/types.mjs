// Writes src/lib/protocol/types.ts from schema.json, or with --check fails when it is stale.
import { readFile, writeFile } from 'node:fs/promises';
import { compile } from 'json-schema-to-typescript';

const SCHEMA = new URL('../schema.json', import.meta.url);
const TYPES = new URL('../src/lib/protocol/types.ts', import.meta.url);

/**
 * A tagged enum comes as a `$ref` beside the tag's `properties`. The generator drops what stands
 * beside a `$ref`, and with it the tag, so both are put side by side in an `allOf`.
 */
function withTags(schema) {
  if (Array.isArray(schema)) return schema.map(withTags);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([k, v]) => [k, withTags(v)]));
  const { $ref, oneOf, description, ...beside } = inner;
  if (!beside.properties || (!$ref && !oneOf)) return inner;
  const first = $ref ? { $ref } : { oneOf };
  return { ...(description && { description }), allOf: [first, beside] };
}

async function generate() {
  const { $defs } = JSON.parse(await readFile(SCHEMA, 'utf8'));
  // `$defs` become `definitions`, the only place where the generator looks for unreachable ones.
  const text = JSON.stringify(withTags($defs)).replaceAll('#/$defs/', '#/definitions/');
  const schema = { title: 'Wire', type: 'object', definitions: JSON.parse(text) };
  return compile(schema, 'Wire', {
    additionalProperties: false,
    unreachableDefinitions: true,
    bannerComment: '// Made from schema.json by `npm run types`; do not edit.',
    style: { singleQuote: true, printWidth: 100 },
  });
}

const made = await generate();
if (process.argv.includes('--check')) {
  const there = await readFile(TYPES, 'utf8').catch(() => '');
  if (there !== made) {
    console.error('src/lib/protocol/types.ts is stale: run `npm run types`');
    process.exit(1);
  }
} else {
  await writeFile(TYPES, made);
}
