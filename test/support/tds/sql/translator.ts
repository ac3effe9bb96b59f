import { systemTable } from '../engine/catalogue.ts';
import type { Session } from '../engine/session.ts';
import type { Store } from '../engine/store.ts';
import { translateCondition } from './translate-condition.ts';
import { translateExpression } from './translate-expression.ts';
import { translateQuery } from './translate-query.ts';
import type { Translation } from './typed.ts';

/** A translation of one statement, for one session and what it sees. */
export function openTranslation(store: Store, session: Session, visibility: string): Translation {
  let aliases = 0;
  const translation: Translation = {
    session,
    store,
    binds: [],
    ctes: new Map(),
    visibility,
    alias: () => `t${++aliases}`,
    systemTable: (name) => systemTable(store, session, name),
    expression: (expression, scope) => translateExpression(translation, expression, scope),
    condition: (condition, scope) => translateCondition(translation, condition, scope),
    query: (query, outer) => translateQuery(translation, query, outer),
  };
  return translation;
}
