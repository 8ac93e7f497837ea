export { NewScenarioDialog } from './NewScenarioDialog';
export { ScenariosPage } from './ScenariosPage';
