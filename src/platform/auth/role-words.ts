/** The roles as people read them. Nothing but words, so that the console has them too. */

export const ROLE_NAMES = ['administrator', 'engineer', 'viewer'] as const;
export type Role = (typeof ROLE_NAMES)[number];

/** `about`: what it is for, as shown where one chooses. */
export const ROLE_WORDS: Readonly<Record<Role, { readonly label: string; readonly about: string }>> = {
  administrator: { label: 'Administrator', about: 'May do everything, accounts and settings too.' },
  engineer: {
    label: 'Engineer',
    about: 'Works with devices, captures, sensors, imports and switches. No accounts, no settings.',
  },
  viewer: { label: 'Viewer', about: 'Reads everything about devices and traffic, and changes nothing.' },
};
