import { z } from 'zod';
import { strictOptions } from './problems.ts';
import { Secret } from './secret.ts';

/** A secret pasted into a text has become its own mask. */
const url = z.union([
  z.instanceof(Secret),
  z.string().regex(/^postgres(?:ql)?:\/\/(?!.*\*\*\*)/, {
    error: "se espera postgres://usuario@servidor/base; si lleva clave, la dirección entera en secret('LIBRO_URL')",
  }),
]);

const served = {
  /** Connections at once, at most; a command needs two. */
  connections: z.int().min(2).max(100).optional(),
  /** The server stops a statement of the product's that takes longer. */
  statementTimeoutMs: z.int().min(1000).max(86_400_000).optional(),
};

const embeddedLedger = strictOptions({ embedded: z.string().min(1) }).extend({ kind: z.literal('embedded') });
const managedLedger = strictOptions({
  managed: z.string().min(1),
  /** Under root, whom the server runs as. */
  user: z.string().min(1).optional(),
  ...served,
}).extend({ kind: z.literal('managed') });
const urlLedger = strictOptions({ url, ...served }).extend({ kind: z.literal('url') });

const EXPECTED = "se espera { embedded: './libro' }, { managed: './libro-pg' } o { url: secret('LIBRO_URL') }";
const KINDS = ['embedded', 'managed', 'url'] as const;

/** The ways to have the ledger. Each is told by the option that no other has, so that what is wrong is said of that one. */
export const ledgerSchema = z.preprocess(
  (given) => {
    if (typeof given !== 'object' || given === null) return undefined;
    const kind = KINDS.find((name) => name in given);
    return kind === undefined ? undefined : { ...given, kind };
  },
  z.discriminatedUnion('kind', [embeddedLedger, managedLedger, urlLedger], { error: EXPECTED }),
);
