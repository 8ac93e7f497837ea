//! Long arithmetic gives way to whatever somebody waits for: the window, its page, a file being opened.

use std::sync::Once;

/// Makes the threads that simulate run behind all others, once for the process. Where the system offers no such thing, or
/// the threads run already, they stay as they are.
pub(crate) fn step_back() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let pool = rayon::ThreadPoolBuilder::new().thread_name(|idx| format!("trials {idx}"));
        // Only a second pool is refused, and then the first one serves.
        let _ = pool.start_handler(|_| lower_priority()).build_global();
    });
}

#[cfg(target_os = "linux")]
fn lower_priority() {
    /// A tenth of the time of a thread at rest, where both want all of it.
    const NICE: i32 = 10;
    // On Linux this concerns the one thread. Where it is forbidden, the thread is as good as the others.
    let _ = rustix::process::setpriority_process(Some(rustix::thread::gettid()), NICE);
}

#[cfg(not(target_os = "linux"))]
fn lower_priority() {}
