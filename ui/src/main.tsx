// Starts the window: chooses who answers behind the door and draws the frame.
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import './app/tokens.css';
import './app/base.css';
import { httpBackend } from './backend/http';
import { BackendProvider } from './backend/context';
import { tauriBackend } from './backend/tauri';

const inShell = '__TAURI_INTERNALS__' in window;
const backend = inShell ? tauriBackend() : httpBackend(new URL(window.location.href));
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

createRoot(root).render(
  <StrictMode>
    <BackendProvider backend={backend}>
      <App />
    </BackendProvider>
  </StrictMode>,
);
