/** HL7 messages to test with. */
export const block = (text: string, encoding: BufferEncoding = 'latin1'): Buffer =>
  Buffer.from(`\x0b${text}\x1c\r`, encoding);
export const admit = block(
  'MSH|^~\\&|EPIC|WARD 3|LAB|MAIN|20260101120000||ADT^A01|MSG00001|P|2.5.1\rEVN|A01|20260101120000\rPID|1||4711^^^MRN||DOE^JANE\r',
);
export const acknowledge = block(
  'MSH#^~\\&#LAB#MAIN#EPIC#WARD 3#20260101120001##ACK^A01#MSG00002#P#2.5.1\rMSA#AA#MSG00001\r',
);
/** A pump's result, through a gateway, with everything that names the pump. */
export const result = block(
  [
    'MSH|^~\\&|PUMPGW^00091E^EUI-64|ICU|EMR|MAIN|20260101120002||ORU^R01^ORU_R01|M3|P|2.6||||||8859/1',
    'PID|1||4711^^^MRN~99^^^SSN||DOE^JANE||19700101|F|||1 MAIN ST',
    'NK1|1|DOE^JOHN|SPO',
    'OBR|1|||69985^MDC_DEV_PUMP_INFUS_LVP^MDC',
    'OBX|1|NM|157784^MDC_FLOW_FLUID_PUMP^MDC|1.1.1.1|50|ml/h|||||R|||||||PUMP\\T\\1^^0003B1FFFEB5B648^EUI-64',
    'PRT|1|UC||EQUIP||||||(01)00884838000018(10)A7(21)S-77||||||00884838000018|||A7|S-77',
    '',
  ].join('\r'),
);
export const dialogue = [
  ['originator', admit],
  ['responder', acknowledge],
  ['originator', Buffer.concat([result, admit])],
] as const;
