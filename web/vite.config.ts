/** How the console is built and, while one works on it, served: `vite -c web/vite.config.ts` beside a running `wardline start`. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  // No inline script or data address: the server's content security policy allows neither.
  build: { target: 'es2024', assetsInlineLimit: 0, modulePreload: { polyfill: false }, reportCompressedSize: true },
  server: { proxy: { '/api': 'http://127.0.0.1:8420' } },
});
