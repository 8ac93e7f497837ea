// The desktop shell behind the door. The only file that knows it: one command, one event, its dialogs.
import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import { getCurrentWebview } from '@tauri-apps/api/webview';
import { open, save } from '@tauri-apps/plugin-dialog';
import type { Reply } from '../bindings';
import { onMac, type Backend, type BackendEvent } from './backend';

const PLAN = { name: 'Plimsoll plan', extensions: ['plimsoll'] };
const IMPORT = { name: 'CSV of issues, or plan JSON', extensions: ['csv', 'json'] };

export function tauriBackend(): Backend {
  return {
    call: (request) => invoke<Reply>('call', { request }),
    on: (listener) => {
      const listening = listen<BackendEvent>('app', (event) => listener(event.payload));
      // What was said before the shell knew of us may have been missed: everything is stale.
      void listening.then(() => listener({ type: 'changed', topics: ['start', 'plan', 'forecast', 'answers', 'reorder'] }));
      return () => void listening.then((stop) => stop());
    },
    pickOpen: (folder) => open({ title: 'Open a plan', defaultPath: folder, multiple: false, filters: [PLAN] }),
    pickSave: (title, suggestion, extension, kind) =>
      save({ title, defaultPath: suggestion, filters: [{ name: kind, extensions: [extension] }] }),
    pickFolder: (title) => open({ title, directory: true, multiple: false }),
    pickMerge: () => open({ title: 'Merge a copy', multiple: false, filters: [PLAN] }),
    pickImport: () => open({ title: 'Import', multiple: false, filters: [IMPORT] }),
    zoom: (factor) => void getCurrentWebview().setZoom(factor),
    desktop: true,
    mac: onMac,
  };
}
