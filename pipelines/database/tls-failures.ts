const UNKNOWN_AUTHORITY =
  'el certificado del servidor no lo firmó una autoridad de confianza; ponga en sslrootcert el certificado de la que lo firmó';
const NO_TLS = 'el servidor no cifra; enciéndale TLS, o diga sslmode=disable si la red entre los dos es de confianza';

/** Node's codes for what it holds against a certificate (tls, "X509 certificate error codes"), and pg's two messages. */
const reasons: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'el certificado del servidor está vencido; pida al administrador uno nuevo',
  CERT_NOT_YET_VALID:
    'el certificado del servidor todavía no vale; revise la fecha de esta máquina y la del certificado',
  DEPTH_ZERO_SELF_SIGNED_CERT: UNKNOWN_AUTHORITY,
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_AUTHORITY,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_AUTHORITY,
  CERT_SIGNATURE_FAILURE: UNKNOWN_AUTHORITY,
  ERR_TLS_CERT_ALTNAME_INVALID:
    'el certificado es de otro servidor; use el nombre que trae, o sslmode=verify-ca para no mirar el nombre',
  'The server does not support SSL connections': NO_TLS,
};

/** Why a connection could not be encrypted, for a person; undefined when that is not what went wrong. */
export function encryptionReason(code: string, message: string): string | undefined {
  const known = reasons[code] ?? reasons[message];
  if (known !== undefined) return known;
  if (!/^ERR_(SSL|TLS|OSSL)|^CERT_/.test(code)) return undefined;
  return `no se pudo cifrar la conexión (${message}); revise sslmode y los certificados`;
}
