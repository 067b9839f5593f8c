export function ensureDebianPackages(): void;
