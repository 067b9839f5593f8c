/** Hartley Hospital: what all its scenes share. */

export const INSTITUTION = 'Hartley Hospital';
export const DOMAIN = 'hospital.example';
export const ROUTER = '10.20.0.1';
/** Gives addresses, names and the time. */
export const CORE = '10.20.0.2';

/** What the technicians look at devices with. */
export const TECHNICIAN = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';
