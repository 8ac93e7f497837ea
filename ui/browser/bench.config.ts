// What is measured in a browser, one after the other.
import { defineConfig } from '@playwright/test';
import config from './playwright.config';

export default defineConfig(config, { testMatch: '*.bench.ts', workers: 1, reporter: [['line']], use: { ...config.use, trace: 'off', screenshot: 'off' } });
