/** POCT1-A messages to test with. */
const message = (type: string, ...objects: readonly string[]): Uint8Array =>
  Uint8Array.from(
    Buffer.from(
      `<${type}>\r\n<HDR><HDR.control_id V="7135"/><HDR.version_id V="POCT1"/>` +
        `<HDR.creation_dttm V="2026-01-01T12:00:00-05:00"/></HDR>\r\n${objects.join('\r\n')}\r\n</${type}>\r\n`,
    ),
  );
const declared = (bytes: Uint8Array): Uint8Array =>
  Uint8Array.from(
    Buffer.concat([Buffer.from('<?xml version="1.0" encoding="UTF-8"?>\n<!-- POCT1-A > 1 -->\n'), bytes]),
  );

export const hello = declared(
  message(
    'HEL.R01',
    '<DEV><DEV.device_id V="SS-0600100736">MGH^ICU 3</DEV.device_id><DEV.vendor_id V="NOVABIO" />',
    "<DEV.model_id V='StatStrip'/><DEV.serial_id>0600100736</DEV.serial_id>",
    '<DEV.manufacturer_name V="Nova &amp; Biomedical" /><DEV.hw_version V="K1" />',
    '<DEV.sw_version V="3.10.8.0">3.10.8.0_it-IT</DEV.sw_version><DEV.device_name V="DLO-OV" />',
    '<DCP><DCP.application_timeout V="120" /></DCP><DSC><DSC.connection_profile_cd V="SA" /></DSC></DEV>',
  ),
);
export const acknowledge = message('ACK.R01', '<ACK><ACK.type_cd V="AA"/><ACK.ack_control_id V="7135"/></ACK>');
export const observation = message(
  'OBS.R01',
  '<SVC><SVC.role_cd V="OBS"/><SVC.observation_dttm V="2026-01-01T11:59:00-05:00"/>',
  '<PT><PT.patient_id V="MRN4711"/><PT.name V="Doe^Jane"/><PT.birth_date V="1970-01-01"/>',
  '<OBS><OBS.observation_id V="2341-6" SN="LN" DN="Glu > all"/><OBS.value V="145" U="mg/dL"/></OBS></PT>',
  '<OPR><OPR.operator_id V="nurse7"/></OPR><ORD><ORD.order_id V="ACC99381"/></ORD>',
  '<NTE><NTE.text V="called Dr. Roe"/></NTE></SVC>',
);
export const control = message(
  'OBS.R02',
  '<SVC><SVC.role_cd V="LQC"/><CTC><CTC.name V="Level 1"/><OBS><OBS.observation_id V="2341-6"/>',
  '<OBS.value V="101" U="mg/dL"/></OBS></CTC></SVC>',
);
export const patients = message(
  'PTL.R01',
  '<PT><PT.patient_id V="MRN4711"/></PT><PT><PT.patient_id V="MRN4712"/><PT.name V="Roe"/></PT>',
);
export const operators = message(
  'OPL.R01',
  '<OPR><OPR.operator_id V="nurse7"/><ACC><ACC.password V="s3cret"/></ACC></OPR>',
);
export const dialogue = [
  ['originator', hello],
  ['responder', acknowledge],
  ['originator', observation],
  ['responder', acknowledge],
  ['responder', patients],
  ['responder', operators],
  ['originator', control],
] as const;
