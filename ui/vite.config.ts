import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// Relative addresses, because the same files are served by the desktop shell, by `plimsoll serve` and by vite.
export default defineConfig({
  base: './',
  plugins: [react()],
  // WebKitGTK 2.50 is the oldest engine the window runs in; it knows light-dark() and anchor positioning as they are written.
  build: { target: 'safari18', cssTarget: 'safari18', sourcemap: false, chunkSizeWarningLimit: 1500 },
  // Not by PostCSS, whose modules forget where the styles that others compose came from.
  css: { transformer: 'lightningcss', lightningcss: { targets: { safari: 18 << 16 } } },
  server: { port: 5173, strictPort: true },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/test/setup.ts'],
    restoreMocks: true,
    // A busy machine is slow, not wrong.
    testTimeout: 30_000,
  },
});
