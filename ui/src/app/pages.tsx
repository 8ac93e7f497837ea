// Where each view and each overlay lives. They are loaded when they are first shown.
import { lazy, type ComponentType } from 'react';
import type { View } from '../session/store';

export const StartPage = lazy(() => import('../features/start').then((module) => ({ default: module.StartPage })));
export const AuthorDialog = lazy(() => import('../features/start').then((module) => ({ default: module.AuthorDialog })));
export const Palette = lazy(() => import('../features/palette').then((module) => ({ default: module.Palette })));
export const ImportDialog = lazy(() => import('../features/import').then((module) => ({ default: module.ImportDialog })));
export const HistoryDialog = lazy(() => import('../features/import').then((module) => ({ default: module.HistoryDialog })));
export const MergeDialog = lazy(() => import('../features/import').then((module) => ({ default: module.MergeDialog })));
export const ShareDialog = lazy(() => import('../features/live').then((module) => ({ default: module.ShareDialog })));
export const JoinDialog = lazy(() => import('../features/live').then((module) => ({ default: module.JoinDialog })));
export const DecisionsDialog = lazy(() => import('../features/import').then((module) => ({ default: module.DecisionsDialog })));
export const TeamDialog = lazy(() => import('../features/team').then((module) => ({ default: module.TeamDialog })));
export const MembersDialog = lazy(() => import('../features/members').then((module) => ({ default: module.MembersDialog })));
export const ExportDialog = lazy(() => import('../features/export').then((module) => ({ default: module.ExportDialog })));
export const NewScenarioDialog = lazy(() => import('../features/scenarios').then((module) => ({ default: module.NewScenarioDialog })));

export const BriefPage = lazy(() => import('../features/brief').then((module) => ({ default: module.BriefPage })));

export const PAGES: Record<View, ComponentType> = {
  roadmap: lazy(() => import('../features/roadmap').then((module) => ({ default: module.RoadmapPage }))),
  priorities: lazy(() => import('../features/priorities').then((module) => ({ default: module.PrioritiesPage }))),
  debt: lazy(() => import('../features/debt').then((module) => ({ default: module.DebtPage }))),
  capacity: lazy(() => import('../features/capacity').then((module) => ({ default: module.CapacityPage }))),
  delivery: lazy(() => import('../features/delivery').then((module) => ({ default: module.DeliveryPage }))),
  decisions: lazy(() => import('../features/decisions').then((module) => ({ default: module.DecisionsPage }))),
  history: lazy(() => import('../features/history').then((module) => ({ default: module.HistoryPage }))),
  scenarios: lazy(() => import('../features/scenarios').then((module) => ({ default: module.ScenariosPage }))),
  people: lazy(() => import('../features/people').then((module) => ({ default: module.PeoplePage }))),
};
