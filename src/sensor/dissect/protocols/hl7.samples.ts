/** HL7 messages to test with. */
export const block = (text: string): Buffer => Buffer.from(`\x0b${text}\x1c\r`, 'latin1');
export const admit = block(
  'MSH|^~\\&|EPIC|WARD 3|LAB|MAIN|20260101120000||ADT^A01|MSG00001|P|2.5.1\rEVN|A01|20260101120000\rPID|1||4711^^^MRN||DOE^JANE\r',
);
export const acknowledge = block(
  'MSH#^~\\&#LAB#MAIN#EPIC#WARD 3#20260101120001##ACK^A01#MSG00002#P#2.5.1\rMSA#AA#MSG00001\r',
);
export const dialogue = [
  ['originator', admit],
  ['responder', acknowledge],
  ['originator', admit],
] as const;
