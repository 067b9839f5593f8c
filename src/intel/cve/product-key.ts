/** A vendor and a product as one number, to find the records that name both. Two may share one: whoever finds compares. */

/** FNV-1a of 32 bits over both in lower case, letters and digits alone. */
export function productKey(vendor: string, product: string): number {
  let hash = 0x811c9dc5;
  for (const character of `${plain(vendor)}/${plain(product)}`) {
    hash ^= character.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 0x01000193) >>> 0;
  }
  return hash;
}

export const plain = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
