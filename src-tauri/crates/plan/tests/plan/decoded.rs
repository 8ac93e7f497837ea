//! What is done with bytes that claim to be a change: shared by the fuzzer and by the test that stands in for it.

use plan::{Change, Document};

/// Reads a change as it comes in from a peer and goes all the way with it. Panics only where something is broken that must
/// hold for any bytes. Answers whether they were a change.
pub fn take_in(bytes: &[u8]) -> bool {
    let Ok(change) = serde_json::from_slice::<Change>(bytes) else { return false };
    let content = change.content();
    let again = serde_json::to_vec(&change).expect("what was read can be written");
    let reread: Change = serde_json::from_slice(&again).expect("what was written can be read");
    assert_eq!(reread.content(), content, "what is signed survives the way");
    assert_eq!(reread.signature, change.signature);
    let _genuine = change.verify();
    let is_whole = change.check().is_ok();

    let mut document = Document::default();
    let merged = document.apply(change.clone());
    let twice = document.apply(change.clone());
    assert!(twice.taken.is_empty(), "nothing counts twice");
    assert!(is_whole || merged.taken.is_empty(), "what is not whole does not count");
    let reopened = Document::from_heads(
        document.tips().clone(),
        document.slots().map(|(slot, heads)| (slot.clone(), heads.to_vec())),
        document.held().cloned(),
        document.aside().map(|(id, _)| id),
    );
    assert_eq!(reopened.expect("what counts can be saved and read").plan(), document.plan());
    let (mended, _) = plan::sound(document.plan());
    assert_eq!(plan::sound(&mended).0, mended);
    true
}
