//! The domain has nothing to read the world with: its manifest names nothing that could.

#[test]
fn no_dependency_reads_files_clocks_or_randomness() {
    let manifest = include_str!("../../Cargo.toml");
    let (_, rest) = manifest.split_once("[dependencies]").unwrap();
    let (dependencies, _) = rest.split_once("\n[").unwrap();
    let names: Vec<&str> = dependencies.lines().filter_map(|line| line.split(['.', ' ']).next()).collect();
    let names: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
    expect_test::expect![
        "chrono ed25519-dalek fractional_index serde serde_json sha2 specta specta-typescript thiserror uuid"
    ]
    .assert_eq(&names.join(" "));
}
