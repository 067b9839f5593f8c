/** The browser that acceptance tests use, and how long they wait for it. */
export const CHROMIUM = {
  executablePath: '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

/** Milliseconds that a busy machine may take; a quiet one takes none of them. */
export const PATIENTLY = { timeout: 120_000 };
