/** What goes wrong with somebody else's server, in words. */
import { AppError } from '../../lib/errors.ts';

/** Codes of Node and OpenSSL that are about certificates. */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME|^ERR_TLS|^ERR_SSL|^EPROTO$/;

export const trouble = (url: string, why: string, cause?: unknown): AppError =>
  new AppError('unavailable', `${url} ${why}`, { cause });

/** What `error` is when it comes from the network; anything else as it is. */
export function asNetworkTrouble(url: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof AppError) return error;
  if (error.name === 'TimeoutError') return trouble(url, 'took longer than it may in all', error);
  if (error.name === 'AbortError') return new AppError('unavailable', `Asking ${url} was cancelled`, { cause: error });
  if (!('code' in error) || typeof error.code !== 'string') return error;
  const { code } = error;
  if (CERTIFICATE.test(code))
    return trouble(url, `has a certificate that is not trusted (${code}): is a proxy in between?`, error);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return trouble(url, 'has a name that cannot be looked up', error);
  if (code === 'ECONNREFUSED') return trouble(url, 'does not take connections', error);
  if (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE')
    return trouble(url, 'ended in the midst of its answer', error);
  if (/^(E[A-Z]+|HPE_[A-Z_]+|ERR_[A-Z_]+|Z_[A-Z_]+|U.*)$/.test(code))
    return trouble(url, `cannot be read (${code})`, error);
  return error;
}
