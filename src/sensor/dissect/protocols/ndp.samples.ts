/** Messages of neighbour discovery to test with. */
const hex = (digits: string): Uint8Array => Uint8Array.from(Buffer.from(digits.replaceAll(' ', ''), 'hex'));

export const PUMP = 'fe800000000000000203b1fffeb5b648';
export const solicitation = hex(`87000000 00000000 ${PUMP} 01010800271da6c2`);
export const advertisement = hex(`88000000 60000000 ${PUMP} 02010003b1b5b648`);
export const routerAdvertisement = hex('86000000 40000708 0000000000000000 05010000000005dc 010108002700000f');
export const goodbye = hex('86000000 40000000 0000000000000000 010108002700000f');
export const dialogue = [
  ['originator', hex('85000000 00000000 01010003b1b5b648')],
  ['originator', routerAdvertisement],
  ['originator', solicitation],
  ['originator', advertisement],
] as const;
