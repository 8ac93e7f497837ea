//! Who works on what and when: calendars, people, dependencies, limits and lags, worked out by hand.

mod common;

use common::check;
use expect_test::expect;

/// One person, Monday to Friday.
const SOLO: &str = "team core\nperson ann team core\n";

#[test]
fn work_follows_work_by_rank() {
    check(
        &format!(
            "{SOLO}item auth team core effort 5 basis clean\nitem bill team core effort 3\nitem late team core effort 1.5"
        ),
        expect![[r#"
            auth     Mon 23 Nov – Fri 27 Nov
            bill     Mon 30 Nov – Wed 2 Dec
            late     Thu 3 Dec – Fri 4 Dec
        "#]],
    );
}
