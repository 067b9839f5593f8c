/** TFTP requests to test with. */
const request = (operation: number, text: string): Buffer =>
  Buffer.concat([Buffer.of(0, operation), Buffer.from(text, 'latin1')]);
export const read = request(1, 'firmware/doe.bin\0octet\0');
export const write = request(2, 'backup.cfg\0NETASCII\0tsize\x000\0blksize\x001428\0');
export const data = Buffer.concat([Buffer.of(0, 3, 0, 1), Buffer.alloc(512)]);
export const dialogue = [
  ['originator', read],
  ['originator', write],
] as const;
