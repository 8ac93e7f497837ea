//! Rules of thumb to begin with: cost of delay over effort, with what waits counted in, and debts by interest over
//! principal.

use plan::{DebtId, Item, Plan};

use super::genes::Genes;

/// Weeks in a year by months of incidents.
const MONTHS_A_WEEK: f64 = 12.0 / 52.18;

/// By gene: how early it should come, for the rule of cost of delay over effort.
pub(crate) fn weights(genes: &Genes) -> Vec<f64> {
    let n = genes.ids.len();
    let item = |gene: usize| &genes.wide.items[&genes.ids[gene]];
    let efforts: Vec<f64> = (0..n).map(|gene| effort(&genes.wide, item(gene)).max(0.1)).collect();
    // An item is worth itself and a share of whatever waits for it: the best ratio on any way behind it.
    let mut weights: Vec<f64> = (0..n).map(|gene| item(gene).cost_of_delay / efforts[gene]).collect();
    let parents = |gene: usize| item(gene).parent.and_then(|parent| genes.wide.items.get(&parent));
    for (gene, weight) in weights.iter_mut().enumerate() {
        *weight += parents(gene).map_or(0.0, |parent| parent.cost_of_delay) / efforts[gene] / 4.0;
    }
    for &gene in genes.now.order.iter().rev() {
        let gene = gene as usize;
        let behind = genes.shape.behind[gene].iter().map(|next| {
            let next = *next as usize;
            weights[next] * efforts[next] / (efforts[next] + efforts[gene])
        });
        weights[gene] = behind.fold(weights[gene], f64::max);
    }
    let worked: Vec<f64> = weights.iter().copied().filter(|weight| *weight > 0.0).collect();
    let usual = worked.iter().sum::<f64>() / worked.len().max(1) as f64;
    for (gene, weight) in weights.iter_mut().enumerate() {
        let pays = &item(gene).pays;
        let interest: f64 = pays.iter().map(|(debt, part)| part * interest(&genes.base, *debt)).sum();
        *weight = weight.max(usual * interest / efforts[gene]);
    }
    let most = weights.iter().copied().fold(0.0, f64::max);
    // Regret is measured in hundredths of the best.
    weights.iter().map(|weight| if most > 0.0 { 100.0 * weight / most } else { 0.0 }).collect()
}

/// Whether a gene pays off more than it costs by the horizon, roughly.
pub(crate) fn repays(genes: &Genes, gene: u32) -> bool {
    let item = &genes.wide.items[&genes.ids[gene as usize]];
    let interest: f64 = item.pays.iter().map(|(debt, part)| part * interest(&genes.base, *debt)).sum();
    interest > effort(&genes.wide, item)
}

fn effort(plan: &Plan, item: &Item) -> f64 {
    let principal =
        |debt: &DebtId| plan.debts.get(debt).and_then(|debt| debt.principal).map_or(0.0, |range| range.likely);
    match item.estimate {
        Some(range) => range.likely,
        None => item.pays.iter().map(|(debt, part)| part * principal(debt)).sum(),
    }
}

/// Person-days that a debt costs to the horizon if it is left: toil, incidents, and drag on the open work that names its
/// components.
fn interest(plan: &Plan, debt: DebtId) -> f64 {
    let Some(debt) = plan.debts.get(&debt) else { return 0.0 };
    let likely = |range: Option<plan::Range>| range.map_or(0.0, |range| range.likely);
    let weekly = likely(debt.toil) / 8.0 + debt.incident_rate * likely(debt.incident_loss) * MONTHS_A_WEEK;
    let open = plan.items.values().filter(|item| item.alive && item.state != plan::ItemState::Done);
    let touched: f64 = open
        .map(|item| {
            let share: f64 = debt.components.iter().filter_map(|component| item.components.get(component)).sum();
            share * effort(plan, item)
        })
        .sum();
    debt.outstanding() * (weekly * f64::from(plan.settings.horizon) + likely(debt.drag) * touched)
}
