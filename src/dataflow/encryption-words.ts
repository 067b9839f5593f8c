/** How a conversation is encrypted, in words: kind and version. */
const KIND_NAMES: Readonly<Record<string, string>> = { wireguard: 'WireGuard', openvpn: 'OpenVPN', ipsec: 'IPsec' };

/** Null for what is not encrypted. */
export function encryptionWords(
  encryption: { readonly kind: string; readonly version: string | null } | null,
): string | null {
  if (encryption === null) return null;
  const { kind, version } = encryption;
  const name = KIND_NAMES[kind] ?? kind.toUpperCase();
  return version === null || version.toUpperCase().startsWith(name) ? (version ?? name) : `${name} ${version}`;
}
