//! The sample plan, forecast in full.

mod common;

use common::{forecast_of, monday, quantiles};
use plan::{Plan, fixture};

fn sample() -> Plan {
    let mut plan = Plan::default();
    for op in fixture::sample() {
        let decision = plan::decide(&plan, &op).expect("the sample can be made");
        for (slot, value) in decision.edits {
            plan.set(&slot, &value);
        }
    }
    plan::sound(&plan).0
}

#[test]
fn every_item_of_the_sample_comes_with_its_quantiles_in_order() {
    let forecast = forecast_of(&sample(), monday(), 512);
    for (id, item) in &forecast.items {
        let [p50, p85, p95] = quantiles(&item.outlook.as_planned).map(|when| when.unwrap_or(forecast.cap));
        assert!(p50 <= p85 && p85 <= p95, "{id}: {p50} {p85} {p95}");
    }
}
