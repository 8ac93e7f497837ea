//! Shared parts of the stories.

pub mod desk;

#[cfg(all(feature = "desktop", target_os = "linux"))]
pub mod desktop;
