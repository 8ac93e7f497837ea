import '@testing-library/jest-dom/vitest';
import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';

// The page of the tests has no layout, so nothing can be scrolled to.
Element.prototype.scrollIntoView = () => {};

afterEach(cleanup);
