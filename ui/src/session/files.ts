// Plans and exports as files: asks for a path in the system's own dialog, or downloads where there is none.
import { useMemo } from 'react';
import { sentence } from '../backend/backend';
import { useDoor } from '../backend/context';
import type { Format, Reply, Request, StartView } from '../bindings';
import { useSessionActions } from './session';

export const FORMATS: Record<Format, { label: string; extension: string; kind: string; mime: string }> = {
  html: { label: 'Page for leadership', extension: 'html', kind: 'Web page', mime: 'text/html' },
  markdown: { label: 'Markdown', extension: 'md', kind: 'Markdown', mime: 'text/markdown' },
  json: { label: 'The whole plan as JSON', extension: 'json', kind: 'JSON', mime: 'application/json' },
};

export type Files = {
  newPlan: () => Promise<void>;
  newSample: () => Promise<void>;
  openPlan: () => Promise<void>;
  openPath: (path: string) => Promise<void>;
  saveCopy: () => Promise<void>;
  /** Goes on in a plan of one's own, without the history of this one. */
  saveAsNew: () => Promise<void>;
  closePlan: () => Promise<void>;
  exportAs: (format: Format, title: string) => Promise<void>;
  /** The decisions as records: into a folder, or as downloads where there are no folders. */
  exportDecisions: () => Promise<void>;
};

/** The name of a file without its folders. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).pop() ?? path;
}

/** The folders of a path, up to the last separator. */
function folderOf(path: string): string {
  return path.slice(0, path.length - fileName(path).length);
}

export function useFiles(): Files {
  const door = useDoor();
  const actions = useSessionActions();
  return useMemo(() => {
    const ask = async (request: Request): Promise<Reply | null> => {
      try {
        return await door.call(request);
      } catch (error) {
        actions.toast({ kind: 'error', message: sentence(error) });
        return null;
      }
    };
    const started = async (): Promise<StartView | null> => {
      const start = await ask({ type: 'start' });
      return start?.type === 'start' ? start.value : null;
    };
    const proposed = async (title: string): Promise<string | null> => {
      const start = await started();
      return start ? door.backend.pickSave(title, start.new_path, 'plimsoll', 'Plimsoll plan') : null;
    };
    return {
      newPlan: async () => {
        const path = await proposed('New plan');
        if (path !== null) await ask({ type: 'new', path });
      },
      newSample: async () => {
        const path = await proposed('New plan from the sample');
        if (path !== null) await ask({ type: 'new_sample', path });
      },
      openPlan: async () => {
        const start = await started();
        const path = start && (await door.backend.pickOpen(folderOf(start.open ?? start.new_path)));
        if (path !== null) await ask({ type: 'open', path });
      },
      openPath: async (path) => {
        await ask({ type: 'open', path });
      },
      saveCopy: async () => {
        const start = await started();
        if (!start?.open) return;
        const suggestion = start.open.replace(/(\.plimsoll)?$/, ' copy.plimsoll');
        const path = await door.backend.pickSave('Save a copy', suggestion, 'plimsoll', 'Plimsoll plan');
        if (path !== null && (await ask({ type: 'save_copy', path }))) {
          actions.toast({ kind: 'info', message: `Saved a copy as ${fileName(path)}` });
        }
      },
      saveAsNew: async () => {
        const start = await started();
        if (!start?.open) return;
        const suggestion = start.open.replace(/(\.plimsoll)?$/, ' new.plimsoll');
        const path = await door.backend.pickSave('Save as a new plan', suggestion, 'plimsoll', 'Plimsoll plan');
        if (path !== null && (await ask({ type: 'save_as_new', path }))) {
          actions.toast({ kind: 'info', message: `Working on a new plan, ${fileName(path)}` });
        }
      },
      closePlan: async () => {
        await ask({ type: 'close' });
      },
      exportAs: async (format, title) => {
        const { extension, kind, mime } = FORMATS[format];
        const name = `${title.trim().replace(/[\\/:*?"<>|]+/g, '-') || 'plan'}.${extension}`;
        if (door.backend.desktop) {
          const start = await started();
          const path = await door.backend.pickSave('Export', `${folderOf(start?.open ?? '')}${name}`, extension, kind);
          if (path !== null && (await ask({ type: 'export', format, path }))) {
            actions.toast({ kind: 'info', message: `Exported to ${fileName(path)}` });
          }
          return;
        }
        const reply = await ask({ type: 'export', format, path: null });
        if (reply?.type !== 'text') return;
        download(name, mime, reply.value);
        actions.toast({ kind: 'info', message: `Downloaded ${name}` });
      },
      exportDecisions: async () => {
        const { desktop } = door.backend;
        const folder = desktop ? await door.backend.pickFolder('Export decision records') : null;
        if (desktop && folder === null) return;
        const reply = await ask({ type: 'export_decisions', folder });
        if (reply?.type !== 'files') return;
        if (folder === null) for (const { name, text } of reply.value) download(name, 'text/markdown', text);
        const many = reply.value.length === 1 ? '1 decision record' : `${reply.value.length} decision records`;
        actions.toast({ kind: 'info', message: folder === null ? `Downloaded ${many}` : `Exported ${many} to ${fileName(folder)}` });
      },
    };
  }, [door, actions]);
}

function download(name: string, mime: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${mime};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has its own hold on the blob once it has begun.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
