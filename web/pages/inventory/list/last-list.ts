/** The list of devices that was looked at last, with its filters: where the way back from a device leads. */
let last = '/devices';

export function rememberList(): void {
  last = `${location.pathname}${location.search}`;
}

export const lastList = (): string => last;
