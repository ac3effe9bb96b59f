import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sensitivityOf } from '../schemas/entity.ts';
import { sources } from '../connectors/registry.ts';
import type { ScopeRule } from '../connectors/scope.ts';

const BEGIN = '<!-- generated: sources -->';
const END = '<!-- end -->';

/** The README with its table of sources and entities as the declarations have it; the rest as it is written. */
export function readmeWithSources(): string {
  const text = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8');
  const [before, rest] = [text.slice(0, text.indexOf(BEGIN)), text.slice(text.indexOf(END))];
  return `${before}${BEGIN}\n\n${sourceTable()}\n\n${rest}`;
}

function sourceTable(): string {
  const rows = Object.values(sources).flatMap((source) =>
    source.streams.map(({ id, entity, table, scope, files }) => {
      const by = source.driver === undefined ? '' : `, by ${source.driver}`;
      const where = files ? `\`${files.pattern}\`, \`${table}\`` : `\`${table}\`${by}`;
      return `| ${source.title} | \`${source.id}/${id}\` | ${where} | ${scopeText(scope)} | \`${entity.name}\` | ${sensitivityOf(entity)} |`;
    }),
  );
  return [
    '| Source | Stream | Read from | Scope | Entity | Sensitivity |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

function scopeText(scope: ScopeRule): string {
  switch (scope.kind) {
    case 'whole':
      return 'whole';
    case 'byVigencia':
      return `vigencia, last ${String(scope.last)}`;
    case 'byFile':
      return `file, ${scope.resend}`;
    case 'photograph':
      return `photograph, every ${scope.every}`;
  }
}
