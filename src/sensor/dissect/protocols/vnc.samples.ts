/** VNC conversations to test with. */
const length = Buffer.of(0, 0, 0, 9);
export const screen = Buffer.concat([Buffer.alloc(20, 1), length, Buffer.from('CT room 2')]);

export const dialogue = [
  ['responder', Buffer.from('RFB 003.008\n')],
  ['originator', Buffer.from('RFB 003.008\n')],
  ['responder', Buffer.of(2, 1, 2)],
  ['originator', Buffer.of(2)],
  ['responder', Buffer.alloc(16, 9)],
  ['originator', Buffer.alloc(16, 8)],
  ['responder', Buffer.of(0, 0, 0, 0)],
  ['originator', Buffer.of(1)],
  ['responder', screen],
] as const;
