/** Ports as they stand on the front of a switch: Gi1/0/2 before Gi1/0/12. */
const collator = new Intl.Collator('en', { numeric: true });

export const inPortOrder = (a: string, b: string): number => collator.compare(a, b);
